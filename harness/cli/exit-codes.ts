export { EXIT, type ExitCode } from '../terminal/exit-codes.ts';
