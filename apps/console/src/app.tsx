import { ConfigProvider } from 'antd';
import zhCN from 'antd/es/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { cspNonce } from './csp-shim.js';
import { theme } from './theme.js';

export function App() {
  const { t } = useTranslation();
  return (
    <ConfigProvider theme={theme} locale={zhCN} csp={{ nonce: cspNonce }} button={{ autoInsertSpace: false }}>
      <h1>{t('product.name')}</h1>
    </ConfigProvider>
  );
}
