import Glibc
import TestSupport
import Testing

/// Compiles a C file of the folder Preloaded into a library for `LD_PRELOAD`.
func preloadable(_ name: String, in folder: TemporaryFolder) throws -> String {
  let library = "\(folder.path)/\(name).so"
  let source = "\(projectFolder)/Tests/ShellTests/Preloaded/\(name).c"
  let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
  let script = "compiler=$(command -v clang || command -v cc) && \"$compiler\" -shared -fPIC -O1 -o \"$1\" \"$2\" -ldl"
  let run = try ProcessRun("/bin/sh", ["-c", script, "sh", library, source], environment: ["PATH": path])
  try #require(run.exit == .code(0), "\(run.errors)")
  return library
}
