package dev.stave.state

import dev.stave.model.Digest
import dev.stave.model.Fingerprint
import dev.stave.model.LockEntry
import dev.stave.model.Platform

/** Lock entries for specs: a digest is named by one letter. */
class LockLines {
    static Digest digest(String letter) {
        new Digest(letter * 64)
    }

    static LockEntry entry(Map<String, Object> said = [:], String letter) {
        new LockEntry(
            digest(letter),
            new Fingerprint(digest((said.fingerprint ?: 'f') as String)),
            new Fingerprint(digest('e')),
            new TreeMap<String, String>((said.pins ?: [:]) as Map),
            new TreeMap<Platform, Digest>([(Platform.parse('linux/amd64')): digest('c')]),
            (said.repository ?: 'web/nginx') as String,
            (said.tag ?: '1.0') as String,
            (said.base ?: said.tag ?: '1.0') as String)
    }
}
