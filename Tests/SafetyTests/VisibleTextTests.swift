import Safety
import Testing

@Suite("Visible text")
struct VisibleTextTests {
  @Test(
    "control characters become pictures, invisible and reordering ones escapes; other text stays",
    arguments: [
      ("plain, ∂E/∂w = …, grün, 日本, 👩‍👩‍👧, e\u{301}", "plain, ∂E/∂w = …, grün, 日本, 👩‍👩‍👧, e\u{301}"),
      ("a\tb\nc", "a\tb\nc"), ("\u{1B}[31mred\u{7}", "␛[31mred␇"), ("a\rb\u{0}\u{7F}", "a␍b␀␡"),
      ("\u{9B}2J\u{85}", "\\u{009B}2J\\u{0085}"),
      ("ab\u{202E}cd\u{2066}\u{200F}\u{61C}", "ab\\u{202E}cd\\u{2066}\\u{200F}\\u{061C}"),
      ("\u{FEFF}x\u{200B}y\u{2028}z\u{E0041}", "\\u{FEFF}x\\u{200B}y\\u{2028}z\\u{000E0041}"),
    ])
  func lines(_ text: String, _ shown: String) { #expect(visible(text) == shown) }

  @Test("a control character is found anywhere in a long text", arguments: [("\u{1B}", "␛"), ("\u{7F}", "␡")])
  func longText(_ hidden: Character, _ shown: Character) {
    let plain = Array(repeating: "h1.net = i1 * w1 + … = 0.5\n", count: 24).joined()
    #expect(visible(plain) == plain)
    for index in plain.indices {
      let (before, after) = (plain[..<index], plain[index...])
      #expect(visible("\(before)\(hidden)\(after)") == "\(before)\(shown)\(after)")
    }
  }

  @Test("what must stay on its line keeps no newline; a name has the escapes of a string")
  func names() {
    #expect(visibleLine("a\nb\tc\u{1B}") == "a␊b\tc␛")
    #expect(visibleName("a\nb\tc\u{1B}\u{202E}") == "a\\nb\\tc\\u{1B}\\u{202E}")
    #expect(visibleName("a b.csv") == "a b.csv")
  }

  @Test("every control, bidirectional and tag character is hidden, no other letter is")
  func table() {
    let hidden = (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter(isHidden)
    let controls = (0...0x10FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).filter {
      $0.properties.generalCategory == .control || $0.properties.isBidiControl
    }
    #expect(Set(hidden).isSuperset(of: controls))
    #expect(
      hidden.allSatisfy {
        [.control, .format, .lineSeparator, .paragraphSeparator, .unassigned].contains($0.properties.generalCategory)
      })
    for scalar in hidden {
      #expect(!visibleLine(String(scalar)).unicodeScalars.contains { isHidden($0) && $0 != "\t" })
    }
  }
}
