import Glibc
import TestSupport
import Testing

@Suite("What the kernel enforces")
struct KernelRulesTests {
  @Test(
    "a confined process reads below its folder; whatever else it tries is refused, through the older calls too",
    arguments: [false, true])
  func attempts(_ isOlder: Bool) throws {
    let folder = try TemporaryFolder()
    try folder.write("inside", to: "inside/file")
    try folder.write("outside", to: "outside/file")
    let run = try ProcessRun(
      PseudoTerminal.productsDirectory + "/LineEditorDemo",
      ["--confined", "\(folder.path)/inside", "\(folder.path)/outside"],
      environment: isOlder ? ["LD_PRELOAD": try preloadable("older_open", in: folder)] : [:])
    #expect(run.exit == .code(0), "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    let means = try #require(lines.first)
    #expect(lines.count == 16 && lines[1] == "read inside: done")
    // A kernel without Landlock still has seccomp, which does not know folders.
    for line in lines.dropFirst(means.contains("Landlock") ? 2 : 4) where means != "enforced by nothing" {
      #expect(line.hasSuffix(": refused"), "\(means): \(line)")
    }
    #expect(contents(of: "\(folder.path)/inside/file") == "inside" && files(in: "\(folder.path)/inside").count == 3)
  }
}
