import Expressions

/// The elements of a vector or matrix, or a single number.
struct Grid: Sendable {
  /// Row by row.
  var elements: [Expression]
  var shape: GridShape

  static func scalar(_ expression: Expression) -> Grid { Grid(elements: [expression], shape: .scalar) }

  func at(_ row: Int, _ column: Int) -> Expression { elements[row * shape.columns + column] }

  func map(_ change: (Expression) -> Expression) -> Grid { Grid(elements: elements.map(change), shape: shape) }

  var transposed: Grid {
    guard !shape.isFlat else { return self }
    let elements = (0..<shape.columns).flatMap { column in (0..<shape.rows).map { at($0, column) } }
    return Grid(elements: elements, shape: GridShape(rows: shape.columns, columns: shape.rows, isFlat: false))
  }
}

/// How many rows and columns a name has; a flat vector has one column, and multiplies as a row too.
struct GridShape: Sendable, Equatable {
  var rows: Int
  var columns: Int
  var isFlat: Bool

  static let scalar = GridShape(rows: 1, columns: 1, isFlat: true)

  var count: Int { rows * columns }
  var isScalar: Bool { self == .scalar }
  var isVector: Bool { rows == 1 || columns == 1 }

  /// Whether the elements of both correspond one to one: `[a, b]` may be printed as a column or a row.
  func matches(_ other: GridShape) -> Bool {
    count == other.count && (rows == other.rows || (isVector && other.isVector))
  }
}

/// Writes an expression with vectors out, element by element.
struct GridExpander {
  /// The shapes of the names that are vectors or matrices.
  let shape: (Name) -> GridShape?
  /// What the product of two vectors is.
  let products: Products

  /// In the order in which they are tried.
  enum Products: CaseIterable {
    case sums
    case elements
    /// `[1, 0, 0] × [0, 1, 0] = [0, 0, 1]`.
    case cross
  }

  /// Nil if the operands do not fit together.
  func expand(_ expression: Expression) -> Grid? {
    switch expression.node {
    case .number, .text, .not: return .scalar(expression)
    case .name(let name): return elements(of: name, expression)
    case .vector(let elements): return vector(elements)
    case .negate(let operand): return expand(operand)?.map { Expression(.negate($0), at: expression.range) }
    case .call(let function, let arguments): return call(function, arguments, expression)
    case .binary(.power, let base, let exponent) where exponent.plainName?.text == "T": return expand(base)?.transposed
    case .binary(let symbol, let left, let right):
      guard let a = expand(left), let b = expand(right) else { return nil }
      if symbol == .multiply, !a.shape.isScalar, !b.shape.isScalar { return product(a, b, expression.range) }
      return combined(symbol, a, b, expression.range)
    }
  }

  /// The names of a vector's elements: `z[1]`, `W[1,2]`.
  private func elements(of name: Name, _ expression: Expression) -> Grid {
    if let shape = shape(name), !shape.isScalar { return Grid.elements(of: name, shape, at: expression.range) }
    for mark in ["^T", "^{T}", "ᵀ", "^\\top", "^{\\top}"] where name.base.hasSuffix(mark) {
      let plain = Name(String(name.base.dropLast(mark.count)))
      if let shape = shape(plain) { return Grid.elements(of: plain, shape, at: expression.range).transposed }
    }
    return .scalar(expression)
  }

  private func vector(_ elements: [Expression]) -> Grid? {
    if elements.count == 1, case .vector = elements[0].node {
    } else if elements.count == 1 {
      return expand(elements[0])
    }
    var rows: [[Expression]] = []
    for element in elements {
      guard case .vector(let row) = element.node else { break }
      rows.append(row)
    }
    guard let first = rows.first else {
      return Grid(elements: elements, shape: GridShape(rows: elements.count, columns: 1, isFlat: true))
    }
    guard rows.count == elements.count, rows.allSatisfy({ $0.count == first.count }) else { return nil }
    return Grid(
      elements: rows.flatMap(\.self), shape: GridShape(rows: rows.count, columns: first.count, isFlat: false))
  }

  private func call(_ function: Name, _ arguments: [Expression], _ expression: Expression) -> Grid? {
    let grids = arguments.compactMap(expand)
    guard grids.count == arguments.count else { return nil }
    guard let grid = grids.first(where: { !$0.shape.isScalar }) else { return .scalar(expression) }
    func called(_ arguments: [Expression]) -> Expression {
      Expression(.call(function, arguments), at: expression.range)
    }
    switch function.base {
    case "sum", "mean", "max", "min", "Σ": return .scalar(called(grids.flatMap(\.elements)))
    case "abs" where expression.isNorm:
      let squares = grid.elements.map { $0.power(.number(2)) }
      return .scalar(.call("sqrt", squares.dropFirst().reduce(squares[0], +)))
    case "softmax":
      let powers = grid.elements.map { Expression.call("exp", $0) }
      let total = powers.dropFirst().reduce(powers[0], +)
      return Grid(elements: powers.map { $0 / total }, shape: grid.shape)
    case "transpose": return grid.transposed
    case "dot" where grids.count == 2: return product(grids[0], grids[1], expression.range)
    default:
      guard grids.count == 1 else { return nil }
      return grid.map { called([$0]) }
    }
  }

  private func combined(_ symbol: Operator, _ a: Grid, _ b: Grid, _ range: SourceRange) -> Grid? {
    func join(_ left: Expression, _ right: Expression) -> Expression {
      Expression(.binary(symbol, left, right), at: left.range.union(right.range))
    }
    if a.shape.isScalar { return b.map { join(a.elements[0], $0) } }
    if b.shape.isScalar { return a.map { join($0, b.elements[0]) } }
    guard a.shape.matches(b.shape) else { return nil }
    return Grid(elements: zip(a.elements, b.elements).map(join), shape: a.shape)
  }

  private func product(_ a: Grid, _ b: Grid, _ range: SourceRange) -> Grid? {
    if products == .cross, a.shape.isVector, b.shape.isVector, a.elements.count == 3, b.elements.count == 3 {
      let elements = (0..<3).map { index in
        let (next, last) = ((index + 1) % 3, (index + 2) % 3)
        return a.elements[next] * b.elements[last] - a.elements[last] * b.elements[next]
      }
      return Grid(elements: elements, shape: a.shape)
    }
    if products == .elements, a.shape.matches(b.shape) { return combined(.multiply, a, b, range) }
    func sum(_ terms: [(Expression, Expression)]) -> Expression {
      let products = terms.map { $0 * $1 }
      return products.dropFirst().reduce(products[0], +)
    }
    let (s, t) = (a.shape, b.shape)
    // Two vectors of the same length.
    if s.isVector, t.isVector, s.count == t.count, s.isFlat || t.isFlat || s.columns == t.columns {
      return .scalar(sum(Array(zip(a.elements, b.elements))))
    }
    if s.isFlat, s.count == t.rows {
      let elements = (0..<t.columns).map { column in sum((0..<t.rows).map { (a.elements[$0], b.at($0, column)) }) }
      return Grid(elements: elements, shape: GridShape(rows: t.columns, columns: 1, isFlat: true))
    }
    guard s.columns == t.rows else { return s.matches(t) ? combined(.multiply, a, b, range) : nil }
    let elements = (0..<s.rows).flatMap { row in
      (0..<t.columns).map { column in sum((0..<s.columns).map { (a.at(row, $0), b.at($0, column)) }) }
    }
    let shape = GridShape(rows: s.rows, columns: t.columns, isFlat: t.isFlat)
    return Grid(elements: elements, shape: shape.count == 1 ? .scalar : shape)
  }
}

extension Grid {
  static func elements(of name: Name, _ shape: GridShape, at range: SourceRange) -> Grid {
    let elements = (0..<shape.count).map { index in
      let (row, column) = (index / shape.columns + 1, index % shape.columns + 1)
      let subscripts = shape.columns == 1 ? "\(row)" : "\(row),\(column)"
      return Expression(.name(Name("\(name.description)[\(subscripts)]")), at: range)
    }
    return Grid(elements: elements, shape: shape)
  }
}

extension Expression {
  /// Whether bars are around a vector rather than around a number.
  fileprivate var isNorm: Bool {
    guard case .call(_, let arguments) = node, arguments.count == 1 else { return false }
    return arguments[0].contains { if case .vector = $0.node { true } else { false } }
  }
}
