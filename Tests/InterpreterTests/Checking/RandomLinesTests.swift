import TestSupport
import Testing

/// Draws sessions: a network with activations and a loss, conventions, an optimizer, hand arithmetic, names, line
/// settings and digits; then steps, among them samples passed forward between `backward` and `update`.
private struct Sessions {
  var state: UInt64

  mutating func draw(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func pick(_ choices: [String]) -> String { choices[draw(choices.count)] }

  /// Up to `most` of the choices, or none.
  mutating func some(_ most: Int, of choices: [String], chance: Int) -> [String] {
    guard draw(chance) == 0 else { return [] }
    return (0...draw(most)).map { _ in pick(choices) }
  }

  mutating func number() -> String {
    switch draw(6) {
    case 0: "\(draw(7) - 3)"
    case 1: "\(Double(draw(2001) - 1000))e\(draw(6) - 6)"
    default: "\(Double(draw(40_001) - 20_000) / 10_000)"
    }
  }

  static let activations = [
    "identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "softplus", "swish", "gaussian", "sine", "mine",
    "kinked",
  ]

  mutating func session() -> (setup: [String], functions: [String], commands: [String]) {
    let depth = draw(3)
    let sizes = (0..<depth + 2).map { _ in 1 + draw(3) }
    let loss = pick(["half-squared", "squared", "mean-squared", "mean-absolute", "huber", "cross-entropy"])
    var activations = sizes.dropFirst().map { _ in pick(Self.activations) }
    let entropy = loss == "cross-entropy"
    if entropy || draw(8) == 0 { activations[activations.count - 1] = pick(["sigmoid", "softmax"]) }
    let layers = zip(sizes.dropFirst(), activations).map { "\($0):\($1)" }.joined(separator: " ")
    var functions = [
      "let mine(x) = \(pick(["x / (1 + exp(-x))", "x^3 / 10 - x", "log(1 + x^2)"]))",
      "let kinked(x) = max(0.2 * x, x, abs(x) - 1)",
    ]
    var setup = ["net \(sizes[0]) \(layers)\(draw(3) > 0 ? "" : " no-bias")", "seed \(draw(1000))"]
    setup.append("init \(pick(["uniform -1 1", "normal 0 1", "xavier", "uniform -5 5", "constant 0.5"]))")
    setup.append("loss \(loss)")
    let conventions = [
      "bias first", "bias threshold", "sign gradient", "update in-order", "derivative misapplied", "derivative output",
      "derivative last", "sent-back error", "batch sum", "arithmetic textbook", "product out", "product gradient",
    ]
    setup += some(3, of: conventions, chance: 2).map { "convention \($0)" }
    setup += some(1, of: ["digits 3", "digits 4", "digits 9", "digits 12", "digits 17"], chance: 2)
    setup += some(1, of: ["rate 0.1", "rate 1", "rate (1/3)"], chance: 2)
    setup += some(1, of: ["precision single", "flat-spot 0.1", "decay 0.01", "clip 0.5", "freeze w1"], chance: 4)
    setup += some(
      1, of: ["optimizer momentum 0.9", "optimizer adam", "optimizer rprop", "optimizer nesterov 0.9"], chance: 5)
    let hands = [
      "truncate 2", "truncate 4", "round 4", "round 2", "half-even 5", "exact", "exact w", "exact deriv",
      "truncate 3 deriv",
      "round 5 delta", "exact out", "round 3 grad",
    ]
    setup += some(3, of: hands, chance: 3).map { "hand \($0)" }
    let names = [
      "w.old as old_weight", "w bare", "b bare", "w.new as W", "w{k} as theta{k}", "o{k}.out as y{k}", "i{k} as x_{k}",
      "delta as d", "w.grad as g", "net as z", "error as e", "w{k}.old as w{k}_old", "rate as eta",
    ]
    setup += some(3, of: names, chance: 2).map { "name \($0)" }
    functions += some(2, of: ["name sigmoid as s", "name sigmoid.deriv as ds", "name tanh as th"], chance: 3)
    let kinds = ["net", "out", "target", "loss", "error", "deriv", "delta", "grad", "rate", "w", "b"]
    setup += some(3, of: kinds, chance: 3).map { "lines \($0) \(pick(["full", "full", "numbers", "result", "off"]))" }
    if draw(5) == 0 { setup.append("lines order layer") }
    let targets = sizes[sizes.count - 1]
    func forward(_ sessions: inout Sessions) -> String {
      "forward \((0..<sizes[0]).map { _ in sessions.number() }.joined(separator: " "))"
    }
    func backward(_ sessions: inout Sessions) -> String {
      let hot = sessions.draw(targets)
      return "backward "
        + (0..<targets).map { entropy ? ($0 == hot ? "1" : "0") : sessions.number() }.joined(separator: " ")
    }
    var commands: [String] = []
    for _ in 0...draw(2) {
      commands += [forward(&self), backward(&self)]
      if draw(4) == 0 { commands += [forward(&self), backward(&self)] }
      if draw(3) == 0 { commands.append(forward(&self)) }
      commands.append("update")
    }
    commands += [forward(&self), backward(&self), "explain w1", "explain o1.net", "explain loss"]
    let unit = ["o1", "h1", "h1[1]"][depth]
    commands += [
      "explain \(unit).delta", "explain \(unit).error", "explain (\(unit).out - 0.3)^2 * max(i1, \(unit).out)",
    ]
    return (setup, functions, commands)
  }
}

@Suite struct RandomLinesTests {
  private static let sessions = environmentNumber("NNSH_SESSIONS") ?? 60

  @Test("every line that a random session prints passes check, there and in a new session", arguments: 0..<sessions)
  func lines(seed: Int) throws {
    var sessions = Sessions(state: UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3)
    let (setup, functions, commands) = sessions.session()
    let session = TestSession()
    // A setting that does not go with the others is an error, and left out.
    for command in functions + setup { try session.run(command) }
    var all: [String] = []
    for command in commands {
      let printed = try session.run(command).split(separator: "\n").filter { $0.contains(" = ") && !$0.hasPrefix("#") }
      for line in printed {
        let verdict = try session.run("check \(line)")
        #expect(!verdict.contains(": error:"), "\((functions + setup).joined(separator: "; "))\n\(line)\n\(verdict)")
      }
      all += printed.map { "check \($0)" }
    }
    #expect(all.count > 4)
    let hands = setup.filter { $0.hasPrefix("hand ") }
    let other = TestSession()
    for command in functions + hands { try other.run(command) }
    for line in all {
      let verdict = try other.run(line)
      #expect(!verdict.contains(": error:"), "\((functions + setup).joined(separator: "; "))\n\(line)\n\(verdict)")
    }
  }
}
