"""Base58 as Bitcoin writes it, which the multibase prefix `z` stands for."""

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}


def write_base58(content: bytes) -> str:
    """Return the bytes as text; each zero byte in front becomes a 1."""
    number, signs = int.from_bytes(content), ""
    while number:
        number, rest = divmod(number, len(ALPHABET))
        signs = ALPHABET[rest] + signs
    return ALPHABET[0] * leading(content, 0) + signs


def read_base58(text: str) -> bytes:
    """Return the bytes; raise ValueError for a sign that is not of the alphabet."""
    number = 0
    for sign in text:
        if sign not in VALUES:
            raise ValueError(f"'{sign}' is not a sign of base58.")
        number = number * len(ALPHABET) + VALUES[sign]
    return bytes(leading(text, ALPHABET[0])) + number.to_bytes((number.bit_length() + 7) // 8)


def leading(sequence: bytes | str, first: int | str) -> int:
    """Count how many times a sequence begins with something."""
    return next((place for place, each in enumerate(sequence) if each != first), len(sequence))
