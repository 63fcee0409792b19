export const street = {
  registerCommunity: '登记社区',
  communities: '社区（{{n}} 个）',
  noCommunities: '还没有登记社区。登记后即可启动换届、导入人员。',
  code: '代码',
  term: '换届',
  opened: '已启动',
  notOpened: '未启动',
  noCommands: '当前角色在街道层面没有可办理的事项。',
  events: '街道层面最近记录',
  allEvents: '查看全部',
} as const;
