import Expressions
import NeuralNetwork

/// What an ONNX file has of a model, as far as dense networks need it.
///
/// The numbers of the fields are those of onnx.proto.
struct ONNXModel {
  /// The name of the format.
  static let format = "ONNX"
  /// The domain of the functions that a written file brings along: activations without an operator.
  static let domain = "nnsh"

  struct Node {
    var inputs: [String] = []
    var outputs: [String] = []
    var name = ""
    var operation = ""
    var domain = ""
    var attributes: [String: Attribute] = [:]
  }

  struct Attribute {
    var whole: Int?
    var float: Float?
    var tensor: NumberArray?
  }

  var nodes: [Node] = []
  var tensors: [String: NumberArray] = [:]
  var inputs: [String] = []
  var outputs: [String] = []

  private static let damage = ArchiveError.damaged(format: format, what: "it has no complete model")

  init(_ bytes: UnsafeRawBufferPointer) throws {
    var graphs = 0
    do {
      var reader = ProtobufReader(bytes)
      while let (field, value) = try reader.next() {
        guard field == 7 else { continue }
        graphs += 1
        try readGraph(try value.content())
      }
    } catch is ProtobufReader.Failure {
      throw Self.damage
    }
    guard graphs == 1, !nodes.isEmpty, !outputs.isEmpty else { throw Self.damage }
  }

  private mutating func readGraph(_ bytes: UnsafeRawBufferPointer) throws {
    var reader = ProtobufReader(bytes)
    while let (field, value) = try reader.next() {
      switch field {
      case 1: nodes.append(try Self.node(try value.content()))
      case 5:
        let (name, array) = try Self.tensor(try value.content())
        try Limits.check()
        tensors[name] = array
      case 11: inputs.append(try Self.name(try value.content()))
      case 12: outputs.append(try Self.name(try value.content()))
      case 15: throw NetworkFileError.unsupported("sparse initializers")
      default: break
      }
    }
    for node in nodes where node.operation == "Constant" && node.domain.isEmpty {
      guard let output = node.outputs.first else { continue }
      guard let tensor = node.attributes["value"]?.tensor else {
        throw NetworkFileError.unsupported("a Constant that is not a tensor")
      }
      tensors[output] = tensor
    }
    nodes.removeAll { $0.operation == "Constant" && $0.domain.isEmpty }
    inputs.removeAll { tensors[$0] != nil }
  }

  private static func name(_ bytes: UnsafeRawBufferPointer) throws -> String {
    var reader = ProtobufReader(bytes)
    while let (field, value) = try reader.next() { if field == 1 { return try value.text() } }
    throw ProtobufReader.Failure()
  }

  private static func node(_ bytes: UnsafeRawBufferPointer) throws -> Node {
    var node = Node()
    var reader = ProtobufReader(bytes)
    while let (field, value) = try reader.next() {
      switch field {
      case 1: node.inputs.append(try value.text())
      case 2: node.outputs.append(try value.text())
      case 3: node.name = try value.text()
      case 4: node.operation = try value.text()
      case 5:
        let (name, attribute) = try Self.attribute(try value.content())
        node.attributes[name] = attribute
      case 7: node.domain = try value.text()
      default: break
      }
    }
    if node.domain == "ai.onnx" { node.domain = "" }
    return node
  }

  private static func attribute(_ bytes: UnsafeRawBufferPointer) throws -> (String, Attribute) {
    var name = ""
    var attribute = Attribute()
    var reader = ProtobufReader(bytes)
    while let (field, value) = try reader.next() {
      switch field {
      case 1: name = try value.text()
      case 2: attribute.float = Float(bitPattern: UInt32(truncatingIfNeeded: try value.whole()))
      case 3: attribute.whole = try value.whole()
      // Constants of a node that are not numbers are skipped.
      case 5: attribute.tensor = try? tensor(try value.content()).array
      default: break
      }
    }
    return (name, attribute)
  }

  // MARK: Tensors

  private static let types: [Int: ElementType] = [
    1: .float, 2: .uint8, 3: .int8, 4: .uint16, 5: .int16, 6: .int32, 7: .int64, 9: .uint8, 11: .double, 12: .uint32,
    13: .uint64,
  ]

  private static func tensor(_ bytes: UnsafeRawBufferPointer) throws -> (name: String, array: NumberArray) {
    var (name, type) = ("", 0)
    var dimensions: [Int] = []
    // In one of these forms: raw bytes, or lists of the type's own.
    var raw: UnsafeRawBufferPointer?
    var listed: [Double] = []
    var isListed = false
    var reader = ProtobufReader(bytes)
    while let (field, value) = try reader.next() {
      switch field {
      case 1: dimensions += try wholes(value)
      case 2: type = try value.whole()
      case 4, 10:
        isListed = true
        listed += try numbers(value, field == 4 ? .float : .double)
      case 5, 7, 11:
        isListed = true
        listed += try wholes(value).map { field == 11 ? Double(UInt(bitPattern: $0)) : Double($0) }
      case 8: name = try value.text()
      case 9: raw = try value.content()
      case 13: throw NetworkFileError.unsupported("weights in another file")
      default: break
      }
    }
    guard let element = types[type] else { throw NetworkFileError.unsupported("numbers of type \(type)") }
    guard dimensions.allSatisfy({ $0 >= 0 }) else { throw damage }
    do throws(ArrayError) {
      if let raw, !isListed {
        return (name, try NumberArray(raw, ArrayLayout(type: element, isBigEndian: false, dimensions: dimensions)))
      }
      guard let array = NumberArray(dimensions: dimensions, finite: listed) else { throw .notFinite(element: 1) }
      return (name, array)
    } catch {
      throw ArchiveError.array(name: name, error.problem(in: quotedName(name), ReadingOptions()))
    }
  }

  /// A list of whole numbers, packed or one by one.
  private static func wholes(_ value: ProtobufReader.Value) throws -> [Int] {
    guard case .bytes(let bytes) = value else { return [try value.whole()] }
    var reader = ProtobufReader(bytes)
    var wholes: [Int] = []
    while let whole = try reader.nextWhole() { wholes.append(whole) }
    return wholes
  }

  private static func numbers(_ value: ProtobufReader.Value, _ type: ElementType) throws -> [Double] {
    switch value {
    case .bytes(let bytes):
      guard bytes.count.isMultiple(of: type.size) else { throw ProtobufReader.Failure() }
      return type.decoded(bytes, bytes.count / type.size, isBigEndian: false)
    case .number(let bits):
      return [type == .float ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : Double(bitPattern: bits)]
    }
  }
}

extension NumberArray {
  /// nil if there are not as many values as the dimensions say, or one is not finite.
  fileprivate init?(dimensions: [Int], finite values: [Double]) {
    var count = 1
    for size in dimensions {
      let (product, overflows) = count.multipliedReportingOverflow(by: size)
      guard !overflows else { return nil }
      count = product
    }
    guard count == values.count, values.allSatisfy(\.isFinite) else { return nil }
    self.init(dimensions: dimensions, values: values)
  }
}
