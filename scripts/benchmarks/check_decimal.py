"""Checks lines A = B = C of hand calculation with Python's decimal, for scripts/bench W8.

usage: check_decimal.py FILE

Each part is evaluated in decimals and compared with the number at the end of the line, which must be the value rounded
or truncated; the first name is bound to that number. A line f(x) = ... defines a function.
"""

import re
import sys
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, getcontext

getcontext().prec = 40
NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(\d+(?:\.\d+)?)(?![A-Za-z0-9_.])")
NAME = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
FUNCTION = re.compile(r"^([A-Za-z_]\w*)\(([A-Za-z_]\w*)\)$")


def code(part):
    return compile(NUMBER.sub(r"D('\1')", part).replace("^", "**"), part, "eval")


def agrees(value, number):
    step = Decimal(1).scaleb(number.as_tuple().exponent)
    return number in (value.quantize(step, ROUND_DOWN), value.quantize(step, ROUND_HALF_UP))


def main():
    names = {"D": Decimal, "exp": lambda x: x.exp()}
    wrong = 0
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            target, *parts = line.strip().split(" = ")
            function = FUNCTION.match(target)
            if function:
                names[function[1]] = eval(f"lambda {function[2]}: " + NUMBER.sub(r"D('\1')", parts[0]), names)
                continue
            number = Decimal(parts[-1])
            for part in parts[:-1]:
                try:
                    wrong += not agrees(eval(code(part), names), number)
                except NameError:
                    pass
            names[target] = number
    print(wrong)


main()
