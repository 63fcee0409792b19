import { QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './client.js';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only an unreachable server is asked again.
      retry: (count, error) => error instanceof ApiProblem && error.status === 0 && count < 3,
    },
  },
});
