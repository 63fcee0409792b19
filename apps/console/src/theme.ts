import type { ThemeConfig } from 'antd';

/** Colours of the design that are used outside antd's tokens too. */
export const COLOURS = {
  menu: '#14283f',
  border: '#dfe4ea',
  grid: '#e6eaef',
  link: '#1f4e8c',
  primary: '#0b5cad',
  muted: '#52606d',
  placeholder: '#6b7785',
} as const;

export const theme: ThemeConfig = {
  hashed: false,
  cssVar: { key: 'jz' },
  token: {
    colorPrimary: COLOURS.primary,
    colorLink: COLOURS.link,
    colorTextPlaceholder: COLOURS.placeholder,
    colorTextDescription: COLOURS.muted,
    colorTextTertiary: COLOURS.muted,
    colorTextQuaternary: '#666666',
    colorTextDisabled: '#666666',
    colorBorder: '#c3cbd4',
    colorBorderSecondary: COLOURS.border,
    colorBgLayout: '#f4f6f8',
    borderRadius: 4,
    fontSize: 14,
    fontFamily: '"Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif',
    boxShadowTertiary: 'none',
    motion: false,
  },
  components: {
    Layout: {
      siderBg: COLOURS.menu,
      headerBg: '#ffffff',
      headerHeight: 52,
      headerPadding: '0 20px',
      bodyBg: '#f4f6f8',
    },
    Menu: {
      darkItemBg: COLOURS.menu,
      darkSubMenuItemBg: '#0f2033',
      darkItemSelectedBg: '#1f4e8c',
      darkItemColor: '#d7e0ea',
      itemHeight: 40,
    },
    Table: { cellPaddingBlock: 9, cellPaddingInline: 12, headerBg: '#f1f4f7', headerColor: '#33414f' },
    Steps: { colorTextDescription: '#595959' },
    Card: { boxShadowTertiary: 'none' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};

/** How the outcome of a rule looks: never colour alone, the commonest quietest, the worst the only solid one. */
export const OUTCOME_LOOK: Readonly<Record<string, { fg: string; bg: string; border?: string; weight?: number }>> = {
  fail: { fg: '#ffffff', bg: '#b42318', weight: 600 },
  overdue: { fg: '#ffffff', bg: '#b42318', weight: 600 },
  ambiguous: { fg: '#7a4d05', bg: '#fcefd0' },
  warn: { fg: '#7a4d05', bg: '#fcefd0' },
  'needs-finding': { fg: '#1f5288', bg: '#e3eefa' },
  'not-evaluable': { fg: '#5b6875', bg: '#ffffff', border: '1px dashed #5b6875' },
  'not-yet-due': { fg: '#5b6875', bg: '#f1f3f5' },
  measured: { fg: '#1f5288', bg: '#ffffff' },
  pass: { fg: '#1d6339', bg: '#ffffff' },
  'not-applicable': { fg: '#5b6875', bg: '#f1f3f5' },
};

/** How the cell of a prohibition looks, in the scale of the inspectors. */
export const CELL_LOOK = {
  confirmed: { fg: '#ffffff', bg: '#b42318', weight: 600 },
  indicated: { fg: '#7a4d05', bg: '#fcefd0' },
  'under-check': { fg: '#1f5288', bg: '#e3eefa' },
  'not-evaluable': { fg: '#5b6875', bg: '#ffffff', border: '1px dashed #c3cbd4' },
  'nothing-found': { fg: '#1d6339', bg: '#ffffff' },
  'not-applicable': { fg: '#5b6875', bg: '#f1f3f5' },
} as const;

/** How the status of a step looks; done is the commonest and the quietest. */
export const STEP_LOOK: Readonly<Record<string, { fg: string; bg: string; border?: string; weight?: number }>> = {
  'not-started': { fg: '#5b6875', bg: '#ffffff' },
  'cannot-start': { fg: '#5b6875', bg: '#f1f3f5' },
  'in-progress': { fg: '#1f5288', bg: '#e3eefa' },
  problem: { fg: '#ffffff', bg: '#b42318', weight: 600 },
  done: { fg: '#1d6339', bg: '#ffffff' },
  redone: { fg: '#7a4d05', bg: '#fcefd0' },
};
