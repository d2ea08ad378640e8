// ExpressionsTests
