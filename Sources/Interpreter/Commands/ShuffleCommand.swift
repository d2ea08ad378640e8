import Expressions
import NeuralNetwork

/// `shuffle on|in-place|with-replacement|off`
package struct ShuffleCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "shuffle", .data, ["shuffle on|in-place|sample|with-replacement|by-fractions|off", "shuffle"],
    "present the samples of every epoch in a new random order",
    details: """
      The random numbers are the session's, see seed. on: each epoch draws a permutation, as numpy.random.permutation
      does. in-place: it shuffles the last epoch's order further, as random.shuffle does to a list of samples.
      sample: each epoch draws them all, as random.sample(data, len(data)) does.
      with-replacement: each sample is drawn from all, as by random.choice or randint; by-fractions: it is the one with
      the number int(random() * count), as by random.choices. Default: off.
      """,
    examples: ["shuffle on; shuffle", "seed 1 python; net 2 4 1; shuffle in-place; train 100"])

  let setting: Setting<Shuffle>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Shuffle {
    try operands.choice("order", Shuffle.allCases.map { ($0.rawValue, $0) }).value
  }

  static func commands(_ session: Session) -> [String] { [session.settings.shuffleText] }

  func set(_ shuffle: Shuffle, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.shuffle = shuffle
  }
}
