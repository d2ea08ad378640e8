import Expressions

/// The sections of a document: names can have other values in the next one.
package struct ArticleSections: Sendable {
  /// The numbers of the lines with headings, from 1.
  private var headings: [Int] = []

  package init(of document: [UInt8]) {
    var isInProgram = false
    var number = 0
    var start = 0
    while start < document.count {
      let end = document[start...].firstIndex(of: Ascii.newline) ?? document.count
      let line = document[start..<end].drop(while: isBlankByte)
      start = end + 1
      number += 1
      if line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8) { isInProgram.toggle() }
      if !isInProgram, ArticleSections.isHeading(line) { headings.append(number) }
    }
  }

  /// The line with the heading of the section that a line is in; 0 before the first.
  package func start(ofLine line: Int) -> Int {
    var low = 0
    var high = headings.count
    while low < high {
      let middle = (low + high) / 2
      if headings[middle] <= line { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? headings[low - 1] : 0
  }

  private static let starts: [StaticString] = [
    "<h1", "<h2", "<h3", "<h4", "<h5", "<h6", "<summary", "\\section", "\\subsection", "\\subsubsection",
    "\\paragraph", "\\chapter", "\\begin{frame}", "\\begin{exercise", "\\begin{example", "\\begin{problem",
    "\\begin{question", "\\begin{solution",
  ]

  private static let words: [StaticString] = [
    "exercise ", "problem ", "question ", "example ", "task ", "exercise:", "problem:", "question:", "example:",
    "task:",
  ]

  private static func isHeading(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first else { return false }
    if first == Ascii.hash {
      let mark = line.prefix { $0 == Ascii.hash }
      return mark.count <= 6 && line.dropFirst(mark.count).first.map(isBlankByte) ?? false
    }
    if first == Ascii.less || first == Ascii.backslash {
      return starts.contains {
        line.starts(with: UnsafeBufferPointer(start: $0.utf8Start, count: $0.utf8CodeUnitCount))
      }
    }
    // `**Exercise 2.**`
    let text = line.drop { $0 == Ascii.star || $0 == Ascii.underscore }.prefix(12).map { $0 | 0x20 }
    return words.contains { word in
      text.count >= word.utf8CodeUnitCount
        && zip(text, UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)).allSatisfy {
          $0 == $1 | 0x20
        }
    }
  }
}
