import { BarChart } from 'echarts/charts';
import { BrushComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { COLOURS } from '../../theme.js';
import type { DayCount } from './histogram.js';

use([BarChart, BrushComponent, GridComponent, TooltipComponent, SVGRenderer]);

const FONT = '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';

/** The bars. The table beside it says the same, so the drawing itself is hidden from screen readers. */
export function HistogramChart({
  days,
  label,
  onSpan,
}: {
  readonly days: readonly DayCount[];
  readonly label: string;
  readonly onSpan: (from: string, to: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const chosen = useRef(onSpan);
  chosen.current = onSpan;
  useEffect(() => {
    if (place.current === null) return;
    const chart = init(place.current, undefined, { renderer: 'svg' });
    const dayAt = (index: number) => days[Math.max(0, Math.min(days.length - 1, index))]?.day;
    const tell = (first: number, last: number) => {
      const from = dayAt(Math.min(first, last));
      const to = dayAt(Math.max(first, last));
      if (from !== undefined && to !== undefined) chosen.current(from, to);
    };
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: FONT, color: '#33414f' },
      grid: { left: 44, right: 12, top: 12, bottom: 24 },
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
      brush: { xAxisIndex: 0, brushType: 'lineX', transformable: false, throttleType: 'debounce' },
      xAxis: { type: 'category', data: days.map(({ day }) => day), axisTick: { show: false } },
      yAxis: { type: 'value', minInterval: 1, splitNumber: 3, splitLine: { lineStyle: { color: COLOURS.grid } } },
      series: [
        {
          type: 'bar',
          name: label,
          data: days.map(({ count }) => count),
          barMaxWidth: 28,
          // A day with one event beside a day with hundreds must still be seen.
          barMinHeight: 0,
          itemStyle: { color: COLOURS.link },
        },
      ],
    });
    chart.dispatchAction({
      type: 'takeGlobalCursor',
      key: 'brush',
      brushOption: { brushType: 'lineX', brushMode: 'single' },
    });
    let brushed = 0;
    chart.on('brushEnd', (event) => {
      const range = (event as { areas?: readonly { coordRange?: readonly [number, number] }[] }).areas?.[0]?.coordRange;
      if (range === undefined) return;
      brushed = Date.now();
      tell(range[0], range[1]);
    });
    chart.getZr().on('click', ({ offsetX, offsetY }) => {
      if (Date.now() - brushed < 300 || !chart.containPixel('grid', [offsetX, offsetY])) return;
      const index = chart.convertFromPixel({ xAxisIndex: 0 }, offsetX) as unknown as number;
      tell(index, index);
    });
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    return () => {
      watch.disconnect();
      chart.dispose();
    };
  }, [days, label]);
  return <div ref={place} className="histogram-chart" aria-hidden="true" />;
}
