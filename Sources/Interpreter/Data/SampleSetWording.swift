import Expressions
import NeuralNetwork

extension SampleSetError {
  /// The message for an error that the command does not describe itself.
  var wording: String {
    switch self {
    case .shape: "the number of values is not a multiple of the number of columns"
    case .empty: "no data loaded"
    case .inputCount(let expected, let found): "the data set has \(counted(expected, "input")), got \(found)"
    case .targetCount(let expected, let found): "the data set has \(counted(expected, "target")), got \(found)"
    case .notFinite: "data must consist of finite numbers"
    case .size(let lowest, let highest): "expected a whole number from \(lowest) to \(highest)"
    case .oddSize: "two classes of equal size need an even number of samples"
    case .noise: "the noise must be from 0 to 1e300"
    case .fraction: "the training fraction must be above 0 and at most 1"
    case .normalizationRange: "the two ends of the range are the same"
    case .columnSpread(let column): "the range of input column \(column) is too large to normalize"
    case .oneTargetColumn(let found): "onehot needs one target column, the data set has \(found)"
    case .limit(let fault): fault.message
    case .tooManyClasses(let found, let limit): "too many classes: \(found), at most \(limit)"
    case .notBinary(let found): "only values of 0 and 1 become bipolar, found \(shortest(found))"
    }
  }
}
