import NeuralNetwork

/// Lets the kernels notice an interrupt themselves, between two updates of a large network.
///
/// - Parameter flag: the flag that every interpreter's `isInterrupted` reads; valid as long as the process runs.
package func watchInterrupts(_ flag: UnsafePointer<Int32>) { StopFlag.watch(flag) }
