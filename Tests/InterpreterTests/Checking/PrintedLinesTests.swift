import TestSupport
import Testing

/// Draws scripts: networks of every shape, activation, loss and convention.
private struct Scripts {
  var state: UInt64

  mutating func draw(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func pick(_ choices: [String]) -> String { choices[draw(choices.count)] }

  mutating func number() -> String {
    let text = String(Double(draw(40_001) - 20_000) / 10_000)
    return String(text.prefix(2 + draw(6))).trimmed
  }

  mutating func script() -> String {
    let depth = [0, 1, 1, 2, 3][draw(5)]
    let sizes = (0..<depth + 2).map { _ in 1 + draw(3) }
    let drawn = pick(["half-squared", "squared", "mean-squared", "mean-absolute", "huber", "cross-entropy"])
    // Of its own, so that what was drawn before it was added is drawn still.
    var other = Scripts(state: state ^ 0x5851_F42D)
    let loss = drawn != "cross-entropy" && other.draw(6) == 0 ? "hinge" : drawn
    var activations = sizes.dropFirst().map { _ in
      pick([
        "identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "softplus", "swish", "gelu", "gaussian", "sine",
      ])
    }
    let entropy = loss == "cross-entropy"
    if entropy || draw(8) == 0 { activations[activations.count - 1] = pick(["sigmoid", "softmax"]) }
    let layers = zip(sizes.dropFirst(), activations).map { "\($0):\($1)" }.joined(separator: " ")
    let biases = draw(3) > 0
    let conventions = [
      "", "", "bias first", "bias threshold", "sign gradient", "update in-order", "derivative misapplied",
    ]
    let convention = biases ? pick(conventions) : ""
    let optimizer = other.pick([
      "", "", "momentum", "momentum 0.5 last-gradient", "nesterov", "adagrad", "adadelta", "rmsprop",
      "rmsprop 0.9 keras",
      "adam", "adam keras", "adamw 0.1", "nadam",
    ])
    let options = other.pick(["", "", "decay 0.01", "decay 0.001 l1 weights", "clip 0.5", "rate o 0.2"])
    let last = sizes[sizes.count - 1]
    func pass(_ scripts: inout Scripts) -> String {
      let inputs = (0..<sizes[0]).map { _ in scripts.number() }.joined(separator: " ")
      let hot = scripts.draw(last)
      let targets = (0..<last).map { unit in entropy ? (unit == hot ? "1" : "0") : scripts.number() }
      return "forward \(inputs)\nbackward \(targets.joined(separator: " "))"
    }
    let unit = depth == 0 ? "o1" : depth == 1 ? "h1" : "h1[1]"
    return """
      net \(sizes[0]) \(layers)\(biases ? "" : " no-bias")
      seed \(draw(1000))
      init \(pick(["uniform -1 1", "normal 0 1", "xavier", "uniform -5 5", "constant 0.5"]))
      loss \(loss)
      \(convention.isEmpty ? "" : "convention \(convention)")
      digits \(pick(["6", "6", "3", "4", "10", "15"]))
      rate \(pick(["0.5", "0.1", "0.003"]))
      \(optimizer.isEmpty || convention == "update in-order" ? "" : "optimizer \(optimizer)")
      \(convention == "update in-order" ? "" : options)
      \(pass(&self))
      explain w1
      explain \(unit).delta
      explain \(unit).error
      explain loss
      update
      explain w1
      \(pass(&self))
      update
      show weights
      """
  }
}

extension String {
  /// Without a point, a sign or nothing at the end.
  fileprivate var trimmed: String {
    if hasSuffix(".") { return String(dropLast()) }
    return self == "-" || isEmpty ? "1" : self
  }
}

@Suite struct PrintedLinesTests {
  @Test(
    "every line that a step or an explanation prints is accepted by check and found right",
    arguments: 0..<(environmentNumber("NNSH_SESSIONS") ?? 40))
  func printedLines(_ seed: Int) throws {
    var scripts = Scripts(state: UInt64(seed) &* 977 &+ 5)
    let script = scripts.script()
    let printed = try TestSession().run(script)
    #expect(!printed.contains("error:"), "\(script)\n\(printed)")
    let lines = printed.split(separator: "\n")
    #expect(lines.count > 10)
    let checked = try TestSession().run(lines.map { "check \($0)" }.joined(separator: "\n"))
    #expect(!checked.contains("error:"), "\(script)\n\(checked)")
  }

  @Test("check finds a changed digit in a printed line")
  func changedDigits() throws {
    let printed = try TestSession().run("net 2 3 1; seed 3; init uniform 0.1 1; forward 0.3 0.7; backward 1; update")
    var changed = 0
    for line in printed.split(separator: "\n") where !line.hasPrefix("#") {
      // A single name accepts any value.
      guard let last = line.last, let digit = last.wholeNumberValue, line.contains(" * ") else { continue }
      let other = (digit + 3) % 10
      let checked = try TestSession().run("check \(line.dropLast())\(other)")
      changed += 1
      #expect(checked.contains("error:"), "\(line.dropLast())\(other)")
    }
    #expect(changed > 20)
  }
}
