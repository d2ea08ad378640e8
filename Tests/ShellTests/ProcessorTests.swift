import TestSupport
import Testing

@Suite struct ProcessorTests {
  private func digest(_ processor: String, _ script: String) throws -> String {
    let run = try ProcessRun(
      PseudoTerminal.productsDirectory + "/nnsh", ["-q", "-c", script + "; digest"],
      environment: ["NNSH_CPU": processor])
    #expect(run.exit == .code(0), "\(run.errors)")
    return run.output
  }

  @Test(
    "every instruction set gives the same digest",
    arguments: [
      "net 2 4 1; train 200", "net 8 20:tanh 8; data encoder 8; batch 8; optimizer adam; train 50",
      "net 2 30:relu 20 1; data noisy-xor 60 0.1; batch 20; precision single; threads 2; train 20",
    ])
  func sameDigest(_ script: String) throws {
    let baseline = try digest("baseline", script)
    #expect(!baseline.isEmpty)
    for processor in ["avx2", "avx512"] { #expect(try digest(processor, script) == baseline) }
  }

  @Test("an unknown instruction set is a usage error")
  func unknown() throws {
    let run = try ProcessRun(
      PseudoTerminal.productsDirectory + "/nnsh", ["-c", "print 1"], environment: ["NNSH_CPU": "486"])
    #expect(run.exit == .code(2))
    #expect(run.errors == "nnsh: error: NNSH_CPU must be baseline, avx2 or avx512, got '486'\n")
  }
}
