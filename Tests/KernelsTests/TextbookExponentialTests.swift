import Glibc
import Kernels
import Testing

@Test("exp of textbook arithmetic has the bits of glibc's exp on processors with fused multiply-add")
func textbookExponential() {
  guard nn_highest_level() != nn_level_baseline else { return }
  for size in [1e-3, 2, 40, 700] {
    for x in points(-size...size) { #expect(nn_textbook_exp(x) == exp(x), "\(x)") }
  }
  for x in [0, -0.0, 0x1p-54, 0x1p-1074, 512, -512, 709.78, 710, -745, -746, Double.infinity, -Double.infinity] {
    #expect(nn_textbook_exp(x) == exp(x))
  }
  #expect(nn_textbook_exp(.nan).isNaN)
}
