export const overview = {
  grid: '各社区 × 各步骤',
  gridNote: '单元格为该步骤的状态；有问题的步骤显示问题数。点击进入步骤。',
  community: '社区',
  outcomes: '规则结果',
  indications: '疑似线索 {{n}}',
  congress: '党员大会 {{day}}',
  street: '街道层面规则结果',
  cell: '{{community}} 第 {{n}} 步 {{title}}：',
  problems: '{{n}} 个问题',
  legend: '图例',
  empty: '还没有登记社区。',
  figures: '规则结果合计',
} as const;
