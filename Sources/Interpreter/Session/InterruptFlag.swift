import NeuralNetwork

/// Lets the kernels see an interruption themselves, between two updates of a large network.
///
/// - Parameter flag: what `isInterrupted` of every interpreter looks at, valid as long as the process runs.
package func watchInterrupts(_ flag: UnsafePointer<Int32>) { StopFlag.watch(flag) }
