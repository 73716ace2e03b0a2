"""MEL texts as syntax trees.

Trees are tuples whose first item names the kind: statements ``block, if, while, do, for, forin,
switch, break, continue, return, proc, declare, run`` and expressions ``number, text, variable,
index, member, unary, binary, ternary, assign, step, call, command, array, vector, cast``.
"""

from __future__ import annotations

import re

from maya._files.mel_words import CONSTANTS, NUMBER, STATEMENTS, Tree, bare, number
from maya._files.tokens import unescape

TYPES = ("int", "float", "string", "vector", "matrix")
_SKIP = re.compile(r"(?:\s+|//[^\n]*|/\*.*?\*/)+", re.DOTALL)
_TEXT = re.compile(r"\"((?:[^\"\\]|\\.)*)\"", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_VARIABLE = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_WORD = re.compile(r"[^\s;\"`(){}$,<]+")
_FLAG = re.compile(r"-[A-Za-z][A-Za-z0-9_]*")
_BINARY = (("||",), ("&&",), ("==", "!="), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "/", "%", "^"))
_ASSIGNMENTS = ("+=", "-=", "*=", "/=", "%=", "^=", "=")


class MelSyntaxError(RuntimeError):
    """A text that is no MEL."""


class Parser:
    """One text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.quoted = False  # inside of backquotes, which the next one ends

    # -- letters -----------------------------------------------------------------------------

    def skip(self) -> None:
        """Pass blanks and comments."""
        match = _SKIP.match(self.text, self.place)
        if match:
            self.place = match.end()

    def at(self, *marks: str) -> str:
        """The mark that comes next, or an empty text."""
        self.skip()
        return next((mark for mark in marks if self.text.startswith(mark, self.place)), "")

    def take(self, *marks: str) -> str:
        """Take a mark if it comes next."""
        mark = self.at(*marks)
        self.place += len(mark)
        return mark

    def need(self, mark: str) -> None:
        """Take a mark that has to be there."""
        if not self.take(mark):
            self.fail()

    def fail(self) -> None:
        """Complain about this place."""
        line = self.text.count("\n", 0, self.place) + 1
        rest = self.text[self.place : self.place + 20].split("\n")[0]
        raise MelSyntaxError(f"Syntax error (line {line}) near: {rest}\n")

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take what a pattern matches here."""
        self.skip()
        found = pattern.match(self.text, self.place)
        if found:
            self.place = found.end()
        return found

    def peek_name(self) -> str:
        """The name that comes next, without taking it."""
        self.skip()
        found = _NAME.match(self.text, self.place)
        return found.group() if found else ""

    def keyword(self, *words: str) -> str:
        """Take one of some words."""
        name = self.peek_name()
        if name not in words:
            return ""
        self.place += len(name)
        return name

    def at_end(self) -> bool:
        """Whether the text is over."""
        self.skip()
        return self.place >= len(self.text)

    # -- statements --------------------------------------------------------------------------

    def program(self) -> list[Tree]:
        """All statements."""
        found = []
        while not self.at_end():
            if self.take(";"):
                continue
            found.append(self.statement())
        return found

    def statement(self) -> Tree:
        """One statement."""
        if self.take(";"):
            return ("block", [])
        if self.take("{"):
            body = []
            while not self.take("}"):
                if self.at_end():
                    self.fail()
                body.append(self.statement())
            return ("block", body)
        name = self.peek_name()
        special = getattr(self, f"_{name}_statement", None) if name in STATEMENTS else None
        if special is not None:
            self.place += len(name)
            return special()
        if name == "global" or name == "proc" or name in TYPES:
            return self._declaration()
        return self._simple()

    def _end(self) -> None:
        if not self.take(";") and not self.at_end() and not self.at("}"):
            self.fail()

    def _simple(self) -> Tree:
        tree = self.expression_or_command()
        self._end()
        return ("run", tree)

    def expression_or_command(self) -> Tree:
        """What a statement without keyword is: a command with words, or an expression."""
        name = self.peek_name()
        if not name:
            return self.expression()
        after = _SKIP.match(self.text, self.place + len(name))
        place = after.end() if after else self.place + len(name)
        following = self.text[place : place + 1]
        if following == "(" and not after:
            tree = self.expression()
            if self.at(";", "}", ")", "`") or self.at_end():
                return tree
            self.fail()
        if following == "(" and self._call_fills_statement(place):
            return self.expression()
        self.place += len(name)
        return self.command(name)

    def _call_fills_statement(self, place: int) -> bool:
        """Whether ``name (...)`` with a blank is a call with commas or a command with one value."""
        depth = 0
        while place < len(self.text):
            match = _TEXT.match(self.text, place)
            if match:
                place = match.end()
                continue
            letter = self.text[place]
            depth += {"(": 1, ")": -1}.get(letter, 0)
            place += 1
            if depth == 0:
                return self.text[place:].lstrip()[:1] in (";", "", "}", ")", "`")
        return False

    def command(self, name: str) -> Tree:
        """The words after a command's name."""
        words: list[Tree] = []
        while True:
            self.skip()
            ends = ";)}`" if self.quoted else ";)}"
            if self.place >= len(self.text) or self.text[self.place] in ends:
                return ("command", name, words)
            words.append(self.word())

    def word(self) -> Tree:
        """One word of a command."""
        flag = self.match(_FLAG)
        if flag:
            return ("flag", flag.group())
        text = self.match(_TEXT)
        if text:
            return ("text", unescape(text.group(1)))
        if self.at("$"):
            return self.postfix(self.primary())
        if self.at("(", "{", "<<", "`"):
            return self.postfix(self.primary())
        word = self.match(_WORD)
        if word is None:
            self.fail()
        return bare(word.group())

    def _if_statement(self) -> Tree:
        self.need("(")
        condition = self.expression()
        self.need(")")
        then = self.statement()
        otherwise = self.statement() if self.keyword("else") else ("block", [])
        return ("if", condition, then, otherwise)

    def _while_statement(self) -> Tree:
        self.need("(")
        condition = self.expression()
        self.need(")")
        return ("while", condition, self.statement())

    def _do_statement(self) -> Tree:
        body = self.statement()
        if not self.keyword("while"):
            self.fail()
        self.need("(")
        condition = self.expression()
        self.need(")")
        self._end()
        return ("do", condition, body)

    def _for_statement(self) -> Tree:
        self.need("(")
        start = self.place
        kind = self.keyword(*TYPES)
        variable = self.match(_VARIABLE)
        if variable and self.keyword("in"):
            source = self.expression()
            self.need(")")
            return ("forin", variable.group(1), source, self.statement())
        self.place = start
        del kind
        first = self._list_until(";", statements=True)
        condition = self._list_until(";")
        steps = self._list_until(")")
        return ("for", first, condition, steps, self.statement())

    def _list_until(self, mark: str, statements: bool = False) -> list[Tree]:
        found: list[Tree] = []
        while not self.take(mark):
            if statements and self.keyword(*TYPES):
                self.skip()
            found.append(self.expression())
            self.take(",")
        return found

    def _switch_statement(self) -> Tree:
        self.need("(")
        value = self.expression()
        self.need(")")
        self.need("{")
        cases: list[tuple[Tree | None, list[Tree]]] = []
        while not self.take("}"):
            if self.keyword("case"):
                cases.append((self.ternary(), []))
                self.need(":")
            elif self.keyword("default"):
                self.need(":")
                cases.append((None, []))
            elif cases:
                cases[-1][1].append(self.statement())
            else:
                self.fail()
        return ("switch", value, cases)

    def _break_statement(self) -> Tree:
        self._end()
        return ("break",)

    def _continue_statement(self) -> Tree:
        self._end()
        return ("continue",)

    def _return_statement(self) -> Tree:
        value = None if self.at(";", "}") or self.at_end() else self.expression_or_command()
        self._end()
        return ("return", value)

    def _declaration(self) -> Tree:
        is_global = bool(self.keyword("global"))
        if self.keyword("proc"):
            return self._procedure(is_global)
        kind = self.keyword(*TYPES)
        if not kind:
            self.fail()
        if self.at("("):
            self.place -= len(kind)
            return self._simple()
        items = []
        while True:
            variable = self.match(_VARIABLE)
            if variable is None:
                self.fail()
            dimensions = self._dimensions()
            value = self.assignment() if self.take("=") else None
            items.append((variable.group(1), dimensions, value))
            if not self.take(","):
                break
        self._end()
        return ("declare", is_global, kind, items)

    def _dimensions(self) -> int:
        count = 0
        while self.take("["):
            if not self.at("]"):
                self.expression()
            self.need("]")
            count += 1
        return count

    def _procedure(self, is_global: bool) -> Tree:
        kind = self.keyword(*TYPES)
        if kind and self.take("["):
            self.need("]")
            kind += "[]"
        name = self.match(_NAME)
        if name is None:
            self.fail()
        self.need("(")
        parameters = []
        while not self.take(")"):
            parameter_kind = self.keyword(*TYPES)
            variable = self.match(_VARIABLE)
            if not parameter_kind or variable is None:
                self.fail()
            dimensions = self._dimensions()
            parameters.append((variable.group(1), parameter_kind + ("[]" if dimensions else "")))
            self.take(",")
        body = self.statement()
        return ("proc", is_global, kind, name.group(), parameters, body)

    # -- expressions -------------------------------------------------------------------------

    def expression(self) -> Tree:
        """An expression, an assignment too."""
        return self.assignment()

    def assignment(self) -> Tree:
        """``$a = ...``."""
        left = self.ternary()
        if left[0] in ("variable", "index", "member") and not self.at("=="):
            mark = self.take(*_ASSIGNMENTS)
            if mark:
                return ("assign", mark, left, self.assignment())
        return left

    def ternary(self) -> Tree:
        """``a ? b : c``."""
        condition = self.binary(0)
        if not self.take("?"):
            return condition
        one = self.ternary()
        self.need(":")
        return ("ternary", condition, one, self.ternary())

    def binary(self, level: int) -> Tree:
        """Operators with two sides, weakest first."""
        if level == len(_BINARY):
            return self.unary()
        left = self.binary(level + 1)
        while True:
            mark = self.at(*_BINARY[level])
            following = self.text[self.place + len(mark) : self.place + len(mark) + 1]
            if (
                not mark
                or (following == "=" and mark in "+-*/%^")
                or (mark == ">" and following == ">")
                or (mark == "<" and following == "<")
            ):
                return left
            self.place += len(mark)
            left = ("binary", mark, left, self.binary(level + 1))

    def unary(self) -> Tree:
        """Signs, ``!``, ``++``, casts."""
        mark = self.take("++", "--")
        if mark:
            return ("step", mark, self.unary(), True)
        mark = self.take("!", "-", "+")
        if mark:
            return ("unary", mark, self.unary())
        return self.postfix(self.primary())

    def postfix(self, tree: Tree) -> Tree:
        """Indices, members, ``++`` behind."""
        while True:
            if self.text[self.place : self.place + 1] == "[":
                self.place += 1
                index = self.expression()
                self.need("]")
                tree = ("index", tree, index)
            elif re.match(r"\.[xyz]\b", self.text[self.place : self.place + 3]) and tree[0] in (
                "variable",
                "index",
                "member",
                "call",
            ):
                tree = ("member", tree, self.text[self.place + 1])
                self.place += 2
            elif self.text.startswith(("++", "--"), self.place) and tree[0] in (
                "variable",
                "index",
            ):
                tree = ("step", self.text[self.place : self.place + 2], tree, False)
                self.place += 2
            else:
                return tree

    def primary(self) -> Tree:
        """A value."""
        text = self.match(_TEXT)
        if text:
            return ("text", unescape(text.group(1)))
        variable = self.match(_VARIABLE)
        if variable:
            return ("variable", variable.group(1))
        if self.take("`"):
            name = self.match(re.compile(r"[A-Za-z_][A-Za-z0-9_:]*"))
            if name is None:
                self.fail()
            before, self.quoted = self.quoted, True
            tree = self.command(name.group())
            self.quoted = before
            self.need("`")
            return tree
        if self.at("<<"):
            return self._items("<<", ">>", "vector")
        if self.at("{"):
            return self._items("{", "}", "array")
        if self.take("("):
            before, self.quoted = self.quoted, False
            tree = self._parenthesis()
            self.quoted = before
            return tree
        digits = self.match(NUMBER)
        if digits:
            return ("number", number(digits.group()))
        return self._named()

    def _items(self, opening: str, closing: str, kind: str) -> Tree:
        self.need(opening)
        items = []
        while not self.take(closing):
            items.append(self.ternary() if kind == "vector" else self.expression())
            self.take(",")
        return (kind, items)

    def _parenthesis(self) -> Tree:
        start = self.place
        kind = self.keyword(*TYPES)
        if kind and self.take(")"):
            return ("cast", kind, self.unary())
        self.place = start
        tree = self.expression_or_command() if self._is_command_word() else self.expression()
        self.need(")")
        return tree

    def _is_command_word(self) -> bool:
        name = self.peek_name()
        if not name or name in CONSTANTS:
            return False
        following = self.text[self.place + len(name) : self.place + len(name) + 1]
        return following in (" ", "\t")

    def _named(self) -> Tree:
        name = self.match(_NAME)
        if name is None:
            self.fail()
        word = name.group()
        if word in CONSTANTS:
            return ("number", CONSTANTS[word])
        if self.take("("):
            arguments = []
            while not self.take(")"):
                arguments.append(self.expression())
                self.take(",")
            return (
                ("cast", word, arguments[0])
                if word in TYPES and len(arguments) == 1
                else ("call", word, arguments)
            )
        self.place = name.start()
        self.fail()
        raise AssertionError


def parse(text: str) -> list[Tree]:
    """The statements of a text.

    Raises
    ------
    MelSyntaxError
        If it is no MEL.
    """
    return Parser(text).program()
