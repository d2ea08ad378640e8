import Expressions
import NeuralNetwork

/// `shuffle on|in-place|with-replacement|off`
package struct ShuffleCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "shuffle", .data, ["shuffle on|in-place|sample|with-replacement|by-fractions|forward|data-loader|off", "shuffle"],
    "present the samples of every epoch in random order (default off)",
    details: """
      The random numbers are the session's, see seed. on: a new permutation every epoch, like numpy.random.permutation.
      in-place: shuffles the previous epoch's order further, like random.shuffle on a list of samples.
      sample: draws them all, like random.sample(data, len(data)). with-replacement: draws each from all the samples,
      like random.choice or randint. by-fractions: takes sample number int(random() * count), like random.choices.
      forward: exchanges each position in turn with one from there on, int(random() * the number left), as programs in C
      do. data-loader: a new permutation every epoch, like PyTorch's DataLoader with shuffle=True.
      off: in the order of the data.
      """,
    examples: ["shuffle on; shuffle", "seed 1 python; net 2 4 1; shuffle in-place; train 100"])

  let setting: Setting<Shuffle>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Shuffle {
    try operands.choice("order").value
  }

  static func commands(_ session: Session) -> [String] { ["shuffle \(session.settings.plan.shuffle.rawValue)"] }

  func set(_ shuffle: Shuffle, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.shuffle = shuffle
  }
}
