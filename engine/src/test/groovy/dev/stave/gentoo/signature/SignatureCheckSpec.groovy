package dev.stave.gentoo.signature

import dev.stave.fixture.OpenPgpKey
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import java.time.InstantSource
import org.bouncycastle.bcpg.HashAlgorithmTags
import org.bouncycastle.openpgp.PGPKeyFlags
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

class SignatureCheckSpec extends Specification {
    static final Instant NOW = Instant.parse('2026-11-21T12:00:00Z')
    static final Instant SIGNED = Instant.parse('2026-11-15T16:45:56Z')
    static final byte[] CONTENT = 'what is signed\n'.bytes

    @TempDir
    Path folder

    @Shared
    OpenPgpKey sound = new OpenPgpKey()

    private SignatureCheck check(OpenPgpKey key) {
        new SignatureCheck(TrustedKeys.read([key.exportTo(folder.resolve('keys.asc'))], [key.fingerprint()] as Set), InstantSource.fixed(NOW))
    }

    private String objection(OpenPgpKey key, byte[] signature, byte[] content = CONTENT) {
        try {
            check(key).detached(signature, { new ByteArrayInputStream(content) })
            return 'none'
        } catch (BadSignatureException e) {
            return e.message - 'its signature does not count: '
        }
    }

    def "a signature by the pinned #by counts"() {
        expect:
        check(sound).detached(sound.detached(CONTENT, by: by, at: SIGNED), { new ByteArrayInputStream(CONTENT) }) == new SignatureCheck.Signer(sound.fingerprint(), SIGNED)

        where:
        by << ['primary', 'subkey']
    }

    def "a binary signature counts like an armoured one"() {
        given:
        def binary = sound.signature(org.bouncycastle.openpgp.PGPSignature.BINARY_DOCUMENT, CONTENT, at: SIGNED).encoded

        expect:
        objection(sound, binary) == 'none'
    }

    def "where one of several signatures counts, that is enough"() {
        given:
        def foreign = new OpenPgpKey().signature(org.bouncycastle.openpgp.PGPSignature.BINARY_DOCUMENT, CONTENT, at: SIGNED).encoded
        def own = sound.signature(org.bouncycastle.openpgp.PGPSignature.BINARY_DOCUMENT, CONTENT, at: SIGNED).encoded

        expect:
        objection(sound, (foreign.toList() + own.toList()) as byte[]) == 'none'
    }

    def "other content is refused"() {
        expect:
        objection(sound, sound.detached(CONTENT, at: SIGNED), 'something else'.bytes) == "what key ${sound.fingerprint()} signed was something else"
    }

    def "a key that is not pinned is refused, be it in the file or not"() {
        given:
        def other = new OpenPgpKey()
        other.exportTo(folder.resolve('other.asc'))
        def id = other.fingerprint().substring(24)

        expect:
        objection(sound, other.detached(CONTENT, at: SIGNED)) == "key $id made it, which is none of the pinned ones (${sound.fingerprint()})"
    }

    def "a key that #what is refused"() {
        given:
        def key = new OpenPgpKey(said)

        expect:
        objection(key, key.detached(CONTENT, by: by, at: SIGNED)) == message(key)

        where:
        what                                         | by        | said                                                        || message
        'had expired when it signed'                 | 'primary' | [primaryEnds: Instant.parse('2026-01-01T00:00:00Z')]        || { "key ${it.fingerprint()} expired on 2026-01-01T00:00:00Z, and it is dated 2026-11-15T16:45:56Z" }
        'has a primary key that had expired'         | 'subkey'  | [primaryEnds: Instant.parse('2026-01-01T00:00:00Z')]        || { "key ${it.fingerprint()} expired on 2026-01-01T00:00:00Z, and it is dated 2026-11-15T16:45:56Z" }
        'is a subkey that had expired'               | 'subkey'  | [subkeyEnds: Instant.parse('2026-01-01T00:00:00Z')]         || { "key ${it.subkeyFingerprint()} expired on 2026-01-01T00:00:00Z, and it is dated 2026-11-15T16:45:56Z" }
        'was revoked as compromised, even later'     | 'primary' | [revoked: OpenPgpKey.reason('compromised'), revokedAt: Instant.parse('2026-11-20T00:00:00Z')] || { "key ${it.fingerprint()} was revoked" }
        'was revoked without a reason, even later'   | 'primary' | [revoked: OpenPgpKey.reason('none'), revokedAt: Instant.parse('2026-11-20T00:00:00Z')] || { "key ${it.fingerprint()} was revoked" }
        'was given up before it signed'              | 'primary' | [revoked: OpenPgpKey.reason('retired'), revokedAt: Instant.parse('2026-11-01T00:00:00Z')] || { "key ${it.fingerprint()} was revoked" }
        'has a primary key that was revoked'         | 'subkey'  | [revoked: OpenPgpKey.reason('compromised')]                 || { "key ${it.fingerprint()} was revoked" }
        'is a subkey that was revoked'               | 'subkey'  | [subkeyRevoked: OpenPgpKey.reason('none')]                  || { "key ${it.subkeyFingerprint()} was revoked" }
        'is a subkey without a binding'              | 'subkey'  | [bound: false]                                              || { "subkey ${it.subkeyFingerprint()} is not bound to key ${it.fingerprint()}" }
        'is a subkey without a back-signature'       | 'subkey'  | [back: null]                                                || { "subkey ${it.subkeyFingerprint()} did not sign its binding back: it may be somebody else's" }
        'is a subkey with a back-signature of another' | 'subkey' | [back: OpenPgpKey.pair()]                                  || { "subkey ${it.subkeyFingerprint()} did not sign its binding back: it may be somebody else's" }
        'is a subkey for encryption'                 | 'subkey'  | [subkeyFlags: PGPKeyFlags.CAN_ENCRYPT_STORAGE]              || { "key ${it.subkeyFingerprint()} is not one for signing" }
        'may only certify'                           | 'primary' | [primaryFlags: PGPKeyFlags.CAN_CERTIFY]                     || { "key ${it.fingerprint()} is not one for signing" }
        'says nothing of what it is for'             | 'primary' | [primaryFlags: 0]                                           || { "key ${it.fingerprint()} is not one for signing" }
        'vouches for itself by SHA-1 alone'          | 'primary' | [selfHash: HashAlgorithmTags.SHA1]                          || { "key ${it.fingerprint()} has no self-signature that counts" }
    }

    def "a key that #what still vouches for what it signed before"() {
        given:
        def key = new OpenPgpKey(said)

        expect:
        objection(key, key.detached(CONTENT, by: 'subkey', at: SIGNED)) == 'none'

        where:
        what                | said
        'expired since'     | [primaryEnds: Instant.parse('2026-11-20T00:00:00Z'), subkeyEnds: Instant.parse('2026-11-20T00:00:00Z')]
        'was retired since' | [revoked: OpenPgpKey.reason('retired'), revokedAt: Instant.parse('2026-11-20T00:00:00Z')]
        'was superseded since' | [subkeyRevoked: OpenPgpKey.reason('superseded'), revokedAt: Instant.parse('2026-11-20T00:00:00Z')]
    }

    def "a subkey signs where the primary key may only certify"() {
        given:
        def key = new OpenPgpKey(primaryFlags: PGPKeyFlags.CAN_CERTIFY)

        expect:
        objection(key, key.detached(CONTENT, by: 'subkey', at: SIGNED)) == 'none'
    }

    def "a signature #what is refused"() {
        expect:
        objection(sound, sound.detached(said, CONTENT)) == message

        where:
        what                            | said                                                             || message
        'over SHA-1'                    | [at: SIGNED, hash: HashAlgorithmTags.SHA1]                       || 'it is made over SHA1, and SHA-256 is the weakest that counts'
        'over MD5'                      | [at: SIGNED, hash: HashAlgorithmTags.MD5]                        || 'it is made over MD5, and SHA-256 is the weakest that counts'
        'over SHA-224'                  | [at: SIGNED, hash: HashAlgorithmTags.SHA224]                     || 'it is made over SHA224, and SHA-256 is the weakest that counts'
        'that is dated tomorrow week'   | [at: Instant.parse('2026-11-28T00:00:00Z')]                      || 'it is dated 2026-11-28T00:00:00Z, which is yet to come'
        'that is older than its key'    | [at: Instant.parse('2023-01-01T00:00:00Z')]                      || "it is dated 2023-01-01T00:00:00Z, before key ${sound.fingerprint()} was made"
        'that ended'                    | [at: SIGNED, ends: Instant.parse('2026-11-20T00:00:00Z')]        || 'it ended on 2026-11-20T00:00:00Z'
        'with a rule that nobody knows' | [at: SIGNED, vital: true]                                        || 'it says something that is vital to it and not known here'
    }

    def "what is no signature is refused: #text"() {
        expect:
        objection(sound, text.bytes) == message

        where:
        text              || message
        ''                || 'there is none'
        '<html>404</html>' || 'there is none'
        '-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n' || 'its signature cannot be read'
    }

    def "a signature over a text does not count for a file, nor the other way"() {
        given:
        def text = OpenPgpKey.armoured(sound.signature(org.bouncycastle.openpgp.PGPSignature.CANONICAL_TEXT_DOCUMENT, CONTENT, at: SIGNED))

        expect:
        objection(sound, text) == 'it is of another kind than this one, 1'
    }

    def "the text of a clear-signed file is what was signed: dash escapes and trailing white space gone"() {
        expect:
        check(sound).cleartext(sound.clearsigned('# Latest\n- a dash\n--- more  \t\n\nlast  ', at: SIGNED)) == '# Latest\n- a dash\n--- more\n\nlast\n'
    }

    def "line ends may have changed on the way"() {
        given:
        def crlf = new String(sound.clearsigned('one\ntwo', at: SIGNED)).replace('\n', '\r\n')

        expect:
        check(sound).cleartext(crlf.bytes) == 'one\ntwo\n'
    }

    def "text outside of the signed block is never used"() {
        given:
        def signed = new String(sound.clearsigned('inside', at: SIGNED))

        expect:
        check(sound).cleartext(('before\n' + signed + 'after\n').bytes) == 'inside\n'
    }

    def "of several blocks each one must count"() {
        given:
        def own = new String(sound.clearsigned('first', at: SIGNED))
        def second = new String(sound.clearsigned('second', at: SIGNED))
        def foreign = new OpenPgpKey()

        expect:
        check(sound).cleartext((own + 'between\n' + second).bytes) == 'first\nsecond\n'

        when:
        check(sound).cleartext((own + new String(foreign.clearsigned('second', at: SIGNED))).bytes)

        then:
        def e = thrown(BadSignatureException)
        e.message.startsWith('its signature does not count: key ')
        e.hint() == 'if the key was renewed, get its newest copy; nothing of it was used'
    }

    def "a clear-signed text that #what is refused"() {
        given:
        def signed = new String(sound.clearsigned('one\ntwo', at: SIGNED))

        when:
        check(sound).cleartext(change(signed).bytes)

        then:
        def e = thrown(BadSignatureException)
        e.message == message

        where:
        what                         | change                                                               || message
        'was changed'                | { it.replace('one', '0ne') }                                         || "its signature does not count: what key ${sound.fingerprint()} signed was something else"
        'has a header of its own'    | { it.replace('Hash: SHA512\n', 'Hash: SHA512\nevil 1234\n') }         || "its signed text has a header that is none, 'evil 1234'"
        'has white space for the empty line' | { it.replace('Hash: SHA512\n\n', 'Hash: SHA512\n \n\n') }     || "its signed text has a header that is none, ' '"
        'has a dash not escaped'     | { it.replace('two', '-two') }                                        || 'its signed text has a line that begins with a dash and is not escaped'
        'was cut off'                | { it.take(it.indexOf('-----END')) }                                  || 'its signed text has no end'
        'is not signed'              | { 'one\ntwo\n' }                                                     || 'it is not signed'
    }

    def "keys are read from files and folders, armoured or binary, several in one"() {
        given:
        def second = new OpenPgpKey()
        Files.write(folder.resolve('binary.gpg'), (sound.ring.encoded.toList() + second.ring.encoded.toList()) as byte[])
        Files.createDirectory(folder.resolve('folder'))
        Files.write(folder.resolve('folder/both.asc'), (new String(sound.export()) + new String(second.export())).bytes)

        expect:
        [place, 'folder', 'binary.gpg'].each {
            TrustedKeys.read([folder.resolve(it)], [second.fingerprint().toLowerCase()] as Set).keys()*.fingerprint() == [second.fingerprint()]
        }

        where:
        place = 'folder/both.asc'
    }

    def "keys that #what are refused"() {
        given:
        sound.exportTo(folder.resolve('keys.asc'))
        Files.writeString(folder.resolve('text.asc'), 'no key')

        when:
        TrustedKeys.read([folder.resolve(file)], pinned as Set)

        then:
        def e = thrown(BadSignatureException)
        e.message == message.replace('DIR', folder.toString())

        where:
        what               | file       | pinned                   || message
        'are not pinned'   | 'keys.asc' | ['ABCD', '1234']         || 'none of the pinned keys (1234, ABCD) is in DIR/keys.asc'
        'are not there'    | 'gone.asc' | ['ABCD']                 || "the keys 'DIR/gone.asc' cannot be read: it does not exist"
        'are no keys'      | 'text.asc' | ['ABCD']                 || "'DIR/text.asc' holds no OpenPGP key that can be read"
    }
}
