import NeuralNetwork
import Testing

@Suite struct InitializationTests {
  @Test(
    "a new network's parameters are drawn in place: two copies of a large one would be twice what net says it takes")
  func inPlace() throws {
    var network = Network(try Topology(sizes: [50, 40, 1], activations: [.sigmoid, .sigmoid], biases: true))
    var random = try RandomNumbers(seed: 1, dialect: .numpy)
    let before = network.values.withUnsafeBufferPointer { $0.baseAddress }
    network.initialize(.xavier, &random)
    #expect(network.values.withUnsafeBufferPointer { $0.baseAddress } == before)
    #expect(network.initial == network.values)
  }
}
