import Expressions

/// Formulas that a document has as images: their LaTeX is in the address, `https://…/gif.latex?x%20%3D%200.5`.
struct ImageFormulas {
  private let source: MappedText
  private var result = MappedText()

  private init(_ source: MappedText) { self.source = source }

  /// The document with formulas between `$$` for these images.
  static func written(in source: MappedText) -> MappedText {
    let isNeeded = marks.contains { source.find($0, from: 0) != nil }
    guard isNeeded else { return source }
    var images = ImageFormulas(source)
    images.write()
    return images.result
  }

  /// No image is written with more bytes.
  private static let longest = 20_000

  private static let marks: [StaticString] = ["latex?", "render/math?math=", "chart?cht=tx&chl="]

  private mutating func write() {
    var index = 0
    while index < source.count {
      guard let image = image(at: index) else {
        result.append(source, index..<index + 1)
        index += 1
        continue
      }
      result.append("\n$$", at: source.offset(of: index))
      decode(image.formula)
      result.append("$$\n", at: source.offset(of: image.end - 1))
      index = image.end
    }
  }

  /// `![…](address)` or `<img … src="address" …>` at an index.
  private func image(at index: Int) -> (formula: Range<Int>, end: Int)? {
    let limit = min(index + ImageFormulas.longest, source.count)
    let open: Int
    let end: Int
    if source.has("![", at: index), let middle = source.find("](", from: index, to: limit),
      let close = source.bytes[middle..<limit].firstIndex(where: { $0 == Ascii.closeParenthesis || isBlankByte($0) }),
      let last = source.bytes[close..<limit].firstIndex(of: Ascii.closeParenthesis)
    {
      (open, end) = (middle + 2, last + 1)
    } else if source.has("<img", at: index), let close = source.bytes[index..<limit].firstIndex(of: Ascii.greater),
      let address = source.find("src=", from: index, to: close)
    {
      (open, end) = (address + 5, close + 1)
    } else {
      return nil
    }
    for mark in ImageFormulas.marks {
      guard let start = source.find(mark, from: open, to: end) else { continue }
      let formula = start + mark.utf8CodeUnitCount
      let ends: [UInt8] = [Ascii.closeParenthesis, UInt8(ascii: "\""), UInt8(ascii: "'"), Ascii.space, Ascii.newline]
      return (formula..<(source.bytes[formula..<end].firstIndex(where: ends.contains) ?? end), end)
    }
    return nil
  }

  /// Appends the formula of an address: `%3D` is `=`, `&plus;` is `+`, and `\\dpi{120}` is about the image.
  private mutating func decode(_ range: Range<Int>) {
    var formula = MappedText()
    var index = range.lowerBound
    while index < range.upperBound {
      let offset = source.offset(of: index)
      if source.bytes[index] == Ascii.percent, index + 2 < range.upperBound,
        let byte = UInt8(source.text(index + 1..<index + 3), radix: 16)
      {
        formula.append(byte, at: offset)
        index += 3
      } else if source.has("&plus;", at: index) {
        formula.append(Ascii.plus, at: offset)
        index += 6
      } else if source.has("&space;", at: index) {
        formula.append(Ascii.space, at: offset)
        index += 7
      } else if source.has("&amp;", at: index) {
        formula.append(UInt8(ascii: "&"), at: offset)
        index += 5
      } else {
        formula.append(source.bytes[index], at: offset)
        index += 1
      }
    }
    for command: StaticString in ["\\dpi{", "\\bg_", "\\inline", "\\large", "\\Large", "\\fn_"] {
      while let start = formula.find(command, from: 0) {
        let isLetter = { (byte: UInt8) in Expressions.isLetter(byte) && byte != Ascii.underscore }
        var end = start + command.utf8CodeUnitCount
        while end < formula.count, isLetter(formula.bytes[end]) { end += 1 }
        if formula.has("\\dpi{", at: start) {
          end = formula.bytes[start...].firstIndex(of: Ascii.closeBrace).map { $0 + 1 } ?? end
        }
        formula.blank(start..<end)
      }
    }
    result.append(formula)
  }
}
