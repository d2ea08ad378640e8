/// An integer of the process that a signal handler sets: other than 0, it ends long trainings between two updates.
///
/// The kernels read it on large networks, where a single call takes longer than a key press should.
package enum StopFlag {
  /// Set before anything trains, and only then.
  nonisolated(unsafe) private(set) static var watched: UnsafePointer<Int32>?

  /// - Parameter flag: valid as long as the process runs.
  package static func watch(_ flag: UnsafePointer<Int32>) { watched = flag }
}
