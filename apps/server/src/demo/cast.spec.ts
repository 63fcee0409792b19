import { cast } from './cast.js';

const GIVEN_TO_MEN = /(文启|建平|志成|国梁|海涛|立新|思远|明哲|振邦|永康|子墨|德全|广义)$/;
const GIVEN_TO_WOMEN = /(雨桐|晓岚|秀云|佳宁|玉梅|春华|丽娟|静怡|红霞|若溪|彩凤)$/;

describe('the people of the worked street', () => {
  it('have names that fit their gender', () => {
    const wrong = cast.filter(({ name, gender }) =>
      gender === 'male' ? GIVEN_TO_WOMEN.test(name) : GIVEN_TO_MEN.test(name),
    );
    expect(wrong.map(({ name, gender }) => `${name} ${gender}`)).toEqual([]);
  });

  it('are told apart by name', () => {
    const names = cast.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
