import NeuralNetwork
import Testing

extension Optimizer {
  /// All optimizers with default operands, without and with their variants.
  static let variants = methods.flatMap { method in
    [Optimizer(method)] + method.definition.variants.map { Optimizer(method, variant: $0) }
  }

  /// All that follow the gradient.
  static let followingGradients = variants.filter(\.followsGradient)
}

@Suite("Optimizers")
struct OptimizerTests {
  @Test("the steps in C have the bits of the generic formulas", arguments: Optimizer.variants)
  func fastSteps(_ optimizer: Optimizer) {
    expectSameSteps(optimizer, in: FusedDouble.self)
    expectSameSteps(optimizer, in: FusedSingle.self)
    expectSameSteps(optimizer, in: TextbookDouble.self)
  }

  private func expectSameSteps<A: OptimizerSteps>(_ optimizer: Optimizer, in _: A.Type) {
    let count = 64
    var fast = Parameters<A>(count)
    var generic = Parameters<A>(count)
    var state = OptimizerState()
    var random = RandomNumbers.initial
    for update in 0..<12 {
      for index in 0..<count {
        let size = [1e-6, 1e-3, 1, 1e4][(index + update) % 4]
        let g = index % 16 == update ? 0 : A.Number(random.uniform(-size, size))
        fast.directions[index] = g
        generic.directions[index] = g
      }
      state.advance(optimizer)
      let method = optimizer.begun(rate: 0.0123, state)
      fast.withSteps(rate: 0.0123) { A.run(method, $0) }
      generic.withSteps(rate: 0.0123) { method.runGeneric($0) }
      #expect(fast == generic, "\(optimizer.definition.name), update \(update + 1), \(A.self)")
    }
    for value in generic.values { #expect(value.isFinite) }
    #expect(generic.values[1] != 0 || !optimizer.followsGradient)
    #expect(generic.values[0] == generic.start, "a frozen parameter keeps its value")
  }

  private struct Parameters<A: Arithmetic>: Equatable {
    let start: A.Number = 0.25
    var values: [A.Number]
    var directions: [A.Number]
    var first: [A.Number]
    var second: [A.Number]
    var isFrozen: [Bool]

    init(_ count: Int) {
      values = [A.Number](repeating: start, count: count)
      directions = [A.Number](repeating: 0, count: count)
      (first, second) = (directions, directions)
      isFrozen = (0..<count).map { $0 == 0 }
    }

    mutating func withSteps(rate: A.Number, _ body: (ParameterSteps<A>) -> Void) {
      values.withUnsafeMutableBufferPointer { values in
        directions.withUnsafeMutableBufferPointer { directions in
          first.withUnsafeMutableBufferPointer { first in
            second.withUnsafeMutableBufferPointer { second in
              isFrozen.withUnsafeMutableBufferPointer { isFrozen in
                body(
                  ParameterSteps(
                    values.indices, values: values, directions: directions, first: first, second: second,
                    isFrozen: isFrozen, rate: rate))
              }
            }
          }
        }
      }
    }
  }

  @Test("names are unique, and defaults are in the ranges of the operands")
  func definitions() {
    let definitions = Optimizer.methods.map { $0.definition }
    #expect(Set(definitions.map(\.name)).count == definitions.count)
    for definition in definitions {
      for operand in definition.operands {
        #expect(operand.accepts(operand.defaultValue) && !operand.accepts(-1) && !operand.accepts(.nan))
      }
      #expect((0...2).contains(definition.memory) && (!definition.help.isEmpty || definition.formulas(nil) != nil))
    }
    for optimizer in Optimizer.variants { #expect(optimizer.operandError == nil) }
  }
}
