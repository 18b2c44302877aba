/**
 * Runs programs one after another, each as if it were started on its own, and reports what it printed and its exit
 * code. Packages stay loaded, which is what takes time; the modules of a program are loaded anew.
 */
class Exit extends Error {
  constructor(status) {
    super(`exit ${status}`);
    this.status = status;
  }
}

const { exit } = process;
const streams = ['stdout', 'stderr'].map((name) => [name, process[name].write]);

process.on('message', async ({ program, args, cwd, env }) => {
  const printed = { stdout: '', stderr: '' };
  for (const [name] of streams) {
    process[name].write = (chunk, encoding, callback = encoding) => {
      printed[name] += chunk;
      if (typeof callback === 'function') callback();
      return true;
    };
  }
  process.exit = (status) => {
    throw new Exit(status ?? process.exitCode ?? 0);
  };
  const status = await statusOf({ program, args, cwd, env }, printed);
  for (const [name, write] of streams) process[name].write = write;
  process.exit = exit;
  process.exitCode = undefined;
  process.send({ status, ...printed });
});

async function statusOf({ program, args, cwd, env }, printed) {
  process.chdir(cwd);
  process.env = env;
  process.argv = [process.execPath, program, ...args];
  for (const path of Object.keys(require.cache)) if (!path.includes('/node_modules/')) delete require.cache[path];
  try {
    await require(program);
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (error instanceof Exit) return error.status;
    printed.stderr += `${error.stack}\n`;
    return 1;
  }
}
