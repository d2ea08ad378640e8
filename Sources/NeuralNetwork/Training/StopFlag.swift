/// A process-wide integer that a signal handler sets; when it is not 0, long trainings end between two updates.
///
/// The kernels read it, as a single call can take long on large networks.
package enum StopFlag {
  /// Must be set before any training starts.
  nonisolated(unsafe) private(set) static var watched: UnsafePointer<Int32>?

  /// - Parameter flag: must stay valid as long as the process runs.
  package static func watch(_ flag: UnsafePointer<Int32>) { watched = flag }
}
