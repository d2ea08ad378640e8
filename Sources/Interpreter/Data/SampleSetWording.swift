import Expressions
import NeuralNetwork

extension SampleSetError {
  /// The message for an error that the command has no better words for.
  var wording: String {
    switch self {
    case .shape: "numbers and columns do not come out even"
    case .empty: "there are no data"
    case .inputCount(let expected, let found): "the data have \(counted(expected, "input")), got \(found)"
    case .targetCount(let expected, let found): "the data have \(counted(expected, "target")), got \(found)"
    case .notFinite: "data hold finite numbers"
    case .size(let lowest, let highest): "a whole number from \(lowest) to \(highest) is needed"
    case .oddSize: "two classes of equal size need an even number of samples"
    case .noise: "noise is a number from 0"
    case .fraction: "the training part is a share above 0 and at most 1"
    case .normalizationRange: "the two ends of the range are the same"
    case .columnSpread(let column): "the numbers of input column \(column) are too far apart to be scaled"
    case .oneTargetColumn(let found): "one-hot targets are made of one target column, the data have \(found)"
    case .tooManyClasses(let found, let limit): "\(found) classes are too many, \(limit) are the most"
    }
  }
}
