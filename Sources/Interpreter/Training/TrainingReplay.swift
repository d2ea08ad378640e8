import Expressions
import NeuralNetwork
import WorkedExamples

/// What a recording has instead of a training that the clock or an interrupt ended: one that goes just as far.
struct TrainingReplay {
  /// Where a command begins to train.
  struct Start {
    let progress: TrainingProgress
    let isInsideEpoch: Bool
    let continues: Bool

    init(_ run: TrainingRun) {
      (progress, isInsideEpoch, continues) = (run.training.progress, run.training.isInsideEpoch, run.wasInterrupted)
    }
  }

  let command: String
  let output: [String]

  init(_ run: TrainingRun, since start: Start, digits: Int) {
    let epochs = run.training.progress.epoch - start.progress.epoch
    let updates = run.training.progress.updates - start.progress.updates
    let isWhole = !start.isInsideEpoch && !run.training.isInsideEpoch
    let until = run.until.map { " until \($0)" } ?? ""
    command = isWhole ? "train \(epochs)\(until)" : "train \(updates) updates\(until)"
    let extent = "\(counted(epochs, "epoch")), \(counted(updates, "update"))"
    // A training that ends inside its first epoch may have a different loss.
    guard epochs > 0, !run.isEnded, run.until == nil, let loss = run.training.reached?.loss else {
      output = ["…"]
      return
    }
    // `train` may say what it trains on, which `continue` does not.
    output =
      (start.continues ? ["…"] : []) + ["# \(extent)", "\(WholePart.loss.rawValue) = \(rounded(loss, digits: digits))"]
  }
}

extension Interpreter {
  /// Prints the result of a training; what a recording has of one that another run would end elsewhere is another
  /// command, with its output.
  func printing(_ run: TrainingRun, since start: TrainingReplay.Start, isSame: Bool, _ print: () -> Void) {
    guard recording != nil, !isSame else { return print() }
    let replayed = TrainingReplay(run, since: start, digits: session.settings.digits)
    replay.command = replayed.command
    recording?.hasOtherTrainings = true
    output.recorded(as: replayed.output, print)
  }
}

extension Training {
  /// The measures of the last epoch; of the current one as far as it is, if it is the first.
  var reached: EpochMeasures? { last ?? partial }
}
