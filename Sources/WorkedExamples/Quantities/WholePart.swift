/// Quantities of the network, the data or a training as a whole.
package enum WholePart: String, Hashable, Sendable, CaseIterable {
  case loss, sse, mse, mae, epoch, iteration, rate, samples, misclassified, accuracy, parameters
}
