"""The own chain of trust: a root, an issuing certificate under it, and under that the one that seals documents."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from certificates.sealing.provider import CannotSeal

KEY_BITS = 3072
PUBLIC_EXPONENT = 65537
YEAR = timedelta(days=365.25)
LONGEST_VALIDITY = 10 * YEAR
"""No certificate should be valid for longer, for the seal on it must outlive it."""
SEALING_LIFE = LONGEST_VALIDITY + 5 * YEAR
ISSUING_LIFE, ROOT_LIFE = 45 * YEAR, 60 * YEAR
"""For thirty years the issuing certificate can give out sealing certificates that it outlives."""
DOCUMENT_SIGNING = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""What the sealing certificate is for (RFC 9336)."""
LONGEST_NAME = 64  # ub-common-name of RFC 5280.
SIGNS_CERTIFICATES = {"key_cert_sign", "crl_sign"}
SIGNS_DOCUMENTS = {"digital_signature", "content_commitment"}
USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip  # A list of words reads better several to a line.


class AuthorityTooOld(CannotSeal):
    """The issuing certificate ends before the one it should give out."""


@dataclass(frozen=True, slots=True)
class Identity:
    """A certificate with its key, and the certificates above it, the root last."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey
    chain: tuple[x509.Certificate, ...] = ()


def draw_key() -> rsa.RSAPrivateKey:
    """Draw an RSA key; elliptic curves would make PDF 2.0 of the file, which PDF/A-3 is not."""
    return rsa.generate_private_key(public_exponent=PUBLIC_EXPONENT, key_size=KEY_BITS)


def make_root(owner: str, *, starts: datetime, key: rsa.RSAPrivateKey | None = None) -> Identity:
    """Make the certificate that everything is trusted by, signed by itself."""
    key = key or draw_key()
    name = _name(owner, "stamcertificaat van")
    certificate = (
        _draft(name, key, starts=starts, ends=starts + ROOT_LIFE, uses=SIGNS_CERTIFICATES)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Identity(certificate, key)


def make_issuing(root: Identity, owner: str, *, starts: datetime, key: rsa.RSAPrivateKey | None = None) -> Identity:
    """Make the certificate that gives out sealing certificates, so that the root's key can be kept elsewhere."""
    key = key or draw_key()
    draft = _draft(_name(owner, "uitgever van zegels voor"), key, starts=starts, ends=starts + ISSUING_LIFE)
    draft = draft.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return _signed_by(root, draft, key)


def make_sealing(issuing: Identity, owner: str, *, starts: datetime, key: rsa.RSAPrivateKey | None = None) -> Identity:
    """Make the certificate that seals; raise AuthorityTooOld when the issuing one ends before it would."""
    ends = starts + SEALING_LIFE
    if issuing.certificate.not_valid_after_utc < ends:
        raise AuthorityTooOld(
            "Het certificaat waarmee zegels worden uitgegeven verloopt te vroeg voor een nieuw zegel. "
            "Maak ook een nieuw stamcertificaat, met: proeve keys rotate --root. Eerdere zegels blijven controleerbaar."
        )
    key = key or draw_key()
    draft = _draft(_name(owner, "zegel van"), key, starts=starts, ends=ends, uses=SIGNS_DOCUMENTS)
    draft = draft.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True).add_extension(
        x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False
    )
    return _signed_by(issuing, draft, key)


def fingerprint(certificate: x509.Certificate) -> str:
    """Return what a certificate is known by: its SHA-256 in hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def common_name(certificate: x509.Certificate) -> str:
    """Return the name of whom the certificate is for, or nothing when it has none."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else ""


def _name(owner: str, role: str) -> x509.Name:
    text = f"{role[0].upper()}{role[1:]} {owner}"
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, owner[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, text[:LONGEST_NAME].strip()),
        ]
    )


def _draft(
    name: x509.Name,
    key: rsa.RSAPrivateKey,
    *,
    starts: datetime,
    ends: datetime,
    uses: set[str] | None = None,
) -> x509.CertificateBuilder:
    allowed = SIGNS_CERTIFICATES if uses is None else uses
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(starts)
        .not_valid_after(ends)
        .add_extension(x509.KeyUsage(**{use: use in allowed for use in USES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _signed_by(issuer: Identity, draft: x509.CertificateBuilder, key: rsa.RSAPrivateKey) -> Identity:
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key())
    signed = (
        draft.issuer_name(issuer.certificate.subject)
        .add_extension(above, critical=False)
        .sign(issuer.key, hashes.SHA256())
    )
    return Identity(signed, key, (issuer.certificate, *issuer.chain))
