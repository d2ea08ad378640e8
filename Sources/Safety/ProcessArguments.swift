import CSafety

/// The words of the command line, also where /proc is not mounted.
package enum ProcessArguments {
  /// To be called first in `main`: undoes what the start of the runtime needed.
  package static func endStart() { cs_end_start() }

  package static let all = (0..<cs_argument_count()).map { index in
    cs_argument(index).map { String(cString: $0) } ?? ""
  }
}
