import TestSupport
import Testing

@Suite("What a step prints, check finds right")
struct RoundTripTests {
  static let setups = [
    "net 2 4 1", "net 3 2 2 1; activation h1 tanh; activation h2 relu",
    "net 2 3:softplus 2:softmax; loss cross-entropy",
    "net 2 2 1; loss cross-entropy; convention derivative output", "net 1 2:swish 1:identity; loss huber; digits 9",
    "net 2 3:leaky-relu 2:gelu; loss mean-squared; convention sign gradient", "net 2 2:elu 1:gaussian; digits 3",
    "net 2 2 2; loss mean-absolute; convention bias threshold first",
    "net 2 2 1; convention update in-order; digits 17",
    "net 2 2 1; convention derivative misapplied; lines deriv full; lines target full; lines rate full",
    "net 2 2 1; convention arithmetic textbook; flat-spot 0.1", "net 2 2:sine 1; lines order layer; lines net numbers",
    "net 2 2 1; hand truncate 2; hand exact w; hand exact b", "net 2 2 1; hand round 4; convention sign gradient",
    "net 2 2:tanh 1; hand half-even 5; convention update in-order",
    "net 2 2 1; name h{k}.net as net{k}_h; name sigmoid as f; name w.old as old_weight; name w bare; name b bare",
    "net 2 2 1; share b[h1] b[h2]; freeze w1",
  ]

  @Test("line by line, command by command", arguments: setups, [1])
  func accepted(setup: String, seed: Int) throws {
    let session = TestSession()
    let preparation = try session.run("seed \(seed)\n\(setup)\ninit normal 0 1")
    #expect(preparation == "")
    let inputs = setup.contains("net 1") ? "-0.7" : setup.contains("net 3") ? "0.3 -0.7 1" : "0.3 -0.7"
    let targets = ["2:softmax", "2:gelu", "net 2 2 2"].contains { setup.contains($0) } ? "1 0" : "1"
    for command in ["forward \(inputs)", "backward \(targets)", "update"] {
      let lines = try session.run(command).split(separator: "\n")
      #expect(lines.count > 3)
      for line in lines {
        let verdict = try session.run("check \(line)")
        #expect(!verdict.contains(": error:"), "\(line)\n\(verdict)")
      }
    }
  }

  @Test("a line with another first digit in one of its numbers is refused", arguments: setups, [1])
  func refused(setup: String, seed: Int) throws {
    let session = TestSession()
    try session.run("seed \(seed)\n\(setup)\ninit normal 0 1")
    let inputs = setup.contains("net 1") ? "-0.7" : setup.contains("net 3") ? "0.3 -0.7 1" : "0.3 -0.7"
    let targets = ["2:softmax", "2:gelu", "net 2 2 2"].contains { setup.contains($0) } ? "1 0" : "1"
    var changed = 0
    for command in ["forward \(inputs)", "backward \(targets)", "update"] {
      for line in try session.run(command).split(separator: "\n") where line.split(separator: "=").count > 2 {
        let lines = changedLines(Array(line.utf8))
        let accepted = try session.run(lines.map { "expect error check \($0)" }.joined(separator: "\n"))
        #expect(accepted == "")
        try session.run("check \(line)")
        changed += lines.count
      }
    }
    #expect(changed > 30)
  }

  /// The line with each of its numbers changed in the first digit that is not 0.
  private func changedLines(_ line: [UInt8]) -> [String] {
    var lines: [String] = []
    var isInName = true
    var isDone = false
    for index in (line.firstIndex(of: UInt8(ascii: "=")) ?? 0)..<line.count {
      let byte = line[index]
      let isDigit = (0x30...0x39).contains(byte)
      let isOfName = (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F || byte == 0x5B || byte >= 0x80
      let isOfNumber = isDigit || byte == 0x2E
      if !isOfName, !isOfNumber {
        isInName = false
        isDone = false
      } else if isOfName {
        isInName = true
      } else if isDigit, !isInName, !isDone, byte != 0x30 {
        isDone = true
        var other = line
        other[index] = 0x31 + (byte - 0x30 + 3) % 9
        lines.append(String(decoding: other, as: UTF8.self))
      }
    }
    return lines
  }

  @Test(
    "after several samples, and in explain after a step",
    arguments: ["decay 1e-3", "clip 0.01", "optimizer momentum 0.9", "optimizer adam", "hand round 4", "rate (1/3)"])
  func severalSamples(setting: String) throws {
    let setup = "net 2 2 1\n\(setting)\n"
    let steps =
      "forward 0.5 1\nbackward 1\nforward 1 0.25\nbackward 0\nupdate\nexplain w1\nexplain loss\nexplain h1.delta"
    let lines = try TestSession().run(setup + steps).split(separator: "\n")
    #expect(lines.count > 30)
    let verdicts = try TestSession().run(lines.map { "check \($0)\n" }.joined())
    #expect(!verdicts.contains(": error:"), "\(verdicts)")
  }

  @Test("lines of test and train are accepted by check")
  func checkable() throws {
    let session = TestSession()
    let printed = try session.run("net 2 3 1; data xor; report 5; train 10; test; predict 0 1")
    for line in printed.split(separator: "\n") {
      let verdict = try session.run("check \(line)")
      #expect(!verdict.contains(": error:"), "\(line): \(verdict)")
    }
  }
}
