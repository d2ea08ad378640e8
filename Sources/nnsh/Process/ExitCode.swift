import Expressions

extension Fault.Kind {
  var exitCode: Int32 {
    switch self {
    case .mismatch: 1
    case .error, .unclosed: 3
    case .file: 4
    case .divergence: 5
    case .interrupted: 130
    case .timeout: 124
    }
  }
}
