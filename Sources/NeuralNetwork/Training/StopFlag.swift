import Kernels

/// An integer of the process that a signal handler sets: other than 0, it ends long trainings between two updates.
///
/// The kernels read it on large networks, of which a single call takes as long as a key press should not.
package enum StopFlag {
  /// - Parameter flag: valid as long as the process runs; nil for none.
  package static func watch(_ flag: UnsafePointer<Int32>?) { nn_set_stop_flag(flag) }
}
