import Interpreter
import Testing

@Suite struct ScriptFormatTests {
  private func format(_ text: String) throws -> String {
    let formatted = try #require(ScriptFormat.formatted(SourceText(name: "a.nn", text)))
    return String(decoding: formatted.bytes, as: UTF8.self)
  }

  @Test(
    "blanks, indentation and columns of comments are canonical, and formatting again changes nothing",
    arguments: [
      ("  let   x=1+2*3 ;print x,-x , [1,2]", "let x = 1 + 2 * 3; print x, -x, [1, 2]\n"),
      ("let v = - 3^2*(1- -2)", "let v = -3^2 * (1 - -2)\n"),
      ("let s=\"\"+ 'a'; print s,\"\\\"b\"", "let s = \"\" + 'a'; print s, \"\\\"b\"\n"),
      ("expect w[ i1,\th1 ]=.1;print  [1]", "expect w[i1,h1] = .1; print [1]\n"),
      ("let f(x)=1/(1+exp(-x))", "let f(x) = 1 / (1 + exp(-x))\n"),
      ("expect o1.out=0.5;", "expect o1.out = 0.5\n"),
      ("expect w[ i1, h1 ] = [ .1 ,2e-3 ] +- .1", "expect w[i1,h1] = [.1, 2e-3] +- .1\n"),
      (
        "if x>2 and not y{print  \"a  b\"}else{\nprint 1\n\t}",
        "if x > 2 and not y { print \"a  b\" } else {\n  print 1\n}\n"
      ),
      ("print 1 # a\nlet x = 22   # b\n\n\n\n# c", "print 1     # a\nlet x = 22  # b\n\n# c\n"),
      ("repeat 2 {\n# inside\nforward  0 1\n}", "repeat 2 {\n  # inside\n  forward 0 1\n}\n"),
      ("check   y = 1 +  1 = 2", "check y = 1 +  1 = 2\n"),
      ("name h{k}.net  as net{k}_h", "name h{k}.net as net{k}_h\n"),
      ("net 2 4 \\\n 1", "net 2 4 \\\n    1\n"), ("let z = (1 +\n2)", "let z = (1 +\n    2)\n"),
      ("weights h 0.2 0.6/0.5 0.7\r\n\r\n", "weights h 0.2 0.6/0.5 0.7\n"),
      ("#!/usr/bin/env nnsh\nquit", "#!/usr/bin/env nnsh\nquit\n"),
    ])
  func canonical(_ text: String, _ formatted: String) throws {
    #expect(try format(text) == formatted)
    #expect(try format(formatted) == formatted)
  }

  @Test("a script with a syntax error is not formatted")
  func faults() { #expect(ScriptFormat.formatted(SourceText(name: "a.nn", "print (")) == nil) }

  @Test("an article's commands are formatted; its prose, output and equations stay")
  func article() throws {
    let text = """
      # A  title

      ```nn
      net 2  1
      repeat 2 {
      print  1
      }
      ```

        ```nn
        nn> print  1+1
        2
        ```
      ```nn check
      a = 1 +  1 = 2
      ```
      """
    let formatted = try #require(ArticleFormat.formatted(SourceText(name: "a.md", text)))
    #expect(
      String(decoding: formatted.bytes, as: UTF8.self)
        == """
        # A  title

        ```nn
        net 2 1
        repeat 2 {
          print 1
        }
        ```

          ```nn
          nn> print 1 + 1
          2
          ```
        ```nn check
        a = 1 +  1 = 2
        ```
        """)
  }
}
