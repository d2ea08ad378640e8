import TestSupport
import Testing

/// Random sessions over all optimizers, activations, losses, conventions, names, forms of lines and hand arithmetic:
/// each line that a step prints is right in its own session, and wrong with another digit. A longer run:
/// `NNSH_SESSIONS=1000 swift test --filter PrintedSessions`.
@Suite struct PrintedSessionsTests {
  @Test(
    "check accepts every printed line, and refuses it with a digit changed",
    arguments: 0..<(environmentNumber("NNSH_SESSIONS") ?? 10))
  func session(seed: Int) throws {
    var random = RandomSettings(seed: UInt64(seed))
    let settings = random.settings()
    let session = TestSession()
    // A setting that does not go with another is refused, and left out.
    for setting in settings { try session.run(setting) }
    for command in random.steps() {
      let printed = try session.run("detail full; \(command)")
      var script = ""
      for line in printed.split(separator: "\n") where line.contains(" = ") && !line.contains(": error: ") {
        guard !line.hasPrefix("#"), !line.hasPrefix(" ") else { continue }
        if let changed = random.changed(line) {
          script += "expect error check strict \(changed)\n"
        }
        script += "check strict \(line)\n"
      }
      let errors = try session.run(script).split(separator: "\n").filter { !$0.hasPrefix("#") }
      #expect(errors == [], "\(settings)\n\(command)")
    }
  }
}

/// Draws the settings and the steps of a session.
private struct RandomSettings {
  private var draw: RandomDraws
  private var sizes: [Int] = []
  private var activations: [String] = []
  private var loss = ""
  /// Whether a name stands for several quantities, so that the numbers put in for it are not known.
  private var hasCommonNames = false

  init(seed: UInt64) { draw = RandomDraws(seed: seed) }

  private mutating func maybe(_ percent: Int, _ choices: [String]) -> [String] {
    draw.below(100) < percent ? [draw.element(of: choices)] : []
  }

  mutating func settings() -> [String] {
    sizes = (0..<draw.element(of: [2, 3, 3, 3, 4, 5])).map { _ in 1 + draw.below(3) }
    loss = draw.element(of: [
      "half-squared", "squared", "mean-squared", "mean-absolute", "huber", "hinge", "cross-entropy", "own",
    ])
    activations = sizes.dropFirst().map { _ in
      draw.element(of: [
        "identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "softplus", "swish", "gelu", "gaussian", "sine",
        "mine",
      ])
    }
    if loss == "cross-entropy" {
      activations[activations.count - 1] = sizes[sizes.count - 1] > 1 ? "softmax" : "sigmoid"
    }
    let hasBiases = draw.chance(of: 2) || draw.chance(of: 2)
    let layers = zip(sizes.dropFirst(), activations).map { "\($0):\($1)" }.joined(separator: " ")
    var settings = [
      "let mine(x) = \(draw.element(of: ["1 / (1 + exp(-x))", "x^3 / 10 - x", "if(x > 0, x, 0.3 * x)"]))",
      "let own(o, t) = \(draw.element(of: ["abs(t - o)^1.5", "max(0, 1 - t * o)^2", "log(1 + (t - o)^2)"]))",
      "net \(sizes[0]) \(layers)\(hasBiases ? "" : " no-bias")", "seed \(draw.below(1000))",
      "init \(draw.element(of: ["uniform -1 1", "normal 0 1", "xavier", "constant 0.5"]))", "loss \(loss)",
    ]
    let conventions = [
      "sign gradient", "update in-order", "derivative misapplied", "derivative output", "derivative last",
      "sent-back error", "batch sum", "arithmetic textbook", "product out", "product gradient",
    ]
    for _ in 0..<draw.below(3) { settings.append("convention \(draw.element(of: conventions))") }
    if hasBiases { settings += maybe(30, ["convention bias first", "convention bias threshold"]) }
    settings += maybe(50, ["digits 4", "digits 5", "digits 8", "digits 10", "digits 12"])
    settings += maybe(60, ["rate 0.5", "rate 0.1", "rate 0.003", "rate (1/3)"])
    settings += maybe(15, ["precision single"])
    settings += maybe(10, ["flat-spot 0.1"])
    settings += maybe(15, ["decay 0.01", "decay 0.001 l1", "clip 0.5", "rate o 0.05"])
    settings += maybe(
      45,
      [
        "momentum 0.9", "momentum 0.1 last-gradient", "nesterov 0.9", "adagrad", "adadelta", "rmsprop",
        "rmsprop 0.9 keras", "rmsprop 0.8 tensorflow", "adam", "adam keras", "adamw 0.1", "nadam", "nadam keras",
        "rprop", "rprop 0.1 1 rest", "quickprop",
      ].map { "optimizer \($0)" })
    settings += maybe(15, ["freeze w1", "share w1 w2", "freeze w2; share w1 w2"])
    settings += maybe(
      30, ["truncate 3", "truncate 4", "round 4", "round 6", "half-even 5", "exact", "round 8"].map { "hand \($0)" })
    settings += maybe(10, ["hand exact w", "hand truncate 3 deriv", "hand round 5 delta", "hand exact error"])
    settings += maybe(
      20,
      [
        "name o{k}.net as net_{k}", "name sigmoid as f; name sigmoid.deriv as deriv", "name w{k} as theta{k}",
        "name o{k}.out as y{k}; name i{k} as x_{k}", "name w{k}.new as w{k}_new", "name w bare",
      ])
    let common = maybe(15, ["name net as z", "name w.old as old_weight", "name delta as d", "name out as a"])
    hasCommonNames = !common.isEmpty
    settings += common
    settings += maybe(15, ["lines net numbers", "lines w numbers", "lines delta formula", "lines out result"])
    return settings + maybe(20, ["lines order layer"])
  }

  private mutating func number() -> String {
    draw.element(of: ["0", "1", "-1", "0.5", "0.25", "-0.73", "1.4142", "-0.0625", "2"])
  }

  private mutating func inputs() -> String { (0..<sizes[0]).map { _ in number() }.joined(separator: " ") }

  private mutating func targets() -> String {
    let count = sizes[sizes.count - 1]
    let hot = draw.below(count)
    return (0..<count).map { unit in
      switch loss {
      case "cross-entropy": count > 1 ? (unit == hot ? "1" : "0") : draw.element(of: ["0", "1", "0.25"])
      case "hinge": draw.element(of: ["1", "-1"])
      default: number()
      }
    }
    .joined(separator: " ")
  }

  mutating func steps() -> [String] {
    var steps: [String] = []
    for _ in 0..<2 {
      steps += ["forward \(inputs())", "backward \(targets())"]
      steps += maybe(40, ["explain w1", "explain loss", "explain o1.delta"])
      if draw.chance(of: 4) { steps += ["forward \(inputs())", "backward \(targets())"] }
      steps.append("update")
    }
    return steps
  }

  /// The line with another digit in one of the numbers put in, or in its result, or in the exponent of one of them; nil
  /// if it has none to change.
  ///
  /// The last digits of a double, after the first 14, depend on the order of the calculation. What replaces a digit
  /// differs from it by more than one, as a number may be rounded or truncated.
  mutating func changed(_ line: Substring) -> String? {
    var parts = line.split(separator: " = ").map(String.init)
    // Without a formula, or with a name that stands for several quantities, only the result is known.
    let hasFormula = parts.count > 2 && parts[1].contains { $0.isLetter } && !hasCommonNames
    guard parts.count > 2 || parts.count == 2 && !hasCommonNames else { return nil }
    let part = hasFormula ? 2 + draw.below(parts.count - 2) : parts.count - 1
    let numbers = parts[part].numbers
    guard !numbers.isEmpty else { return nil }
    let index = draw.element(of: Array(draw.element(of: numbers).prefix(14)))
    var bytes = Array(parts[part].utf8)
    bytes[index] = 0x31 + (bytes[index] - 0x30 + 3) % 9
    parts[part] = String(decoding: bytes, as: UTF8.self)
    return parts.joined(separator: " = ")
  }
}

extension String {
  /// The numbers in it, each as the positions of its digits from the first that is not 0, or of its last 0, and the
  /// exponents, each as the positions of its digits; not those in names.
  fileprivate var numbers: [[Int]] {
    var numbers: [[Int]] = []
    var digits: [Int] = []
    var zero: Int?
    var isInName = false
    var isInExponent = false
    var exponent: [Int] = []
    let bytes = Array(utf8)
    for (index, byte) in (bytes + [0x20]).enumerated() {
      switch byte {
      case 0x30...0x39 where isInName: break
      case 0x30...0x39 where isInExponent: exponent.append(index)
      case 0x30 where digits.isEmpty: zero = index
      case 0x30...0x39: digits.append(index)
      case 0x2E: break
      case 0x65 where !isInName && (!digits.isEmpty || zero != nil): isInExponent = true
      case 0x2D where isInExponent && bytes[index - 1] == 0x65: break
      case 0x2B where isInExponent && bytes[index - 1] == 0x65: break
      case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x5B, 0x80...0xFF: isInName = true
      default:
        if !digits.isEmpty || zero != nil { numbers.append(digits.isEmpty ? [zero].compactMap(\.self) : digits) }
        if !exponent.isEmpty { numbers.append(exponent) }
        (digits, zero, isInName, isInExponent, exponent) = ([], nil, false, false, [])
      }
    }
    return numbers
  }
}
