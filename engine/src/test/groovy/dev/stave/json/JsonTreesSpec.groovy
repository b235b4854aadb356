package dev.stave.json

import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.databind.ObjectMapper
import spock.lang.Specification

class JsonTreesSpec extends Specification {
    def "#text is read as an ObjectMapper reads it"() {
        expect:
        JsonTrees.read(text.bytes) == new ObjectMapper().readTree(text.bytes)

        where:
        text << [
            '{}', '[]', ' {"a":{"b":[1,2147483648,18446744073709551616,-1]},"c":null} ', '[true,false,"\\u00e4\\n",""]', '"a"', '7', '{"a":1,"a":2}', ''
        ]
    }

    def "a fraction keeps its digits: #text"() {
        expect:
        JsonTrees.read(text.bytes).decimalValue().toString() == text

        where:
        text << ['1.10', '0.1234567890123456789012345']
    }

    def "#text is refused"() {
        when:
        JsonTrees.read(text.bytes)

        then:
        thrown(JsonProcessingException)

        where:
        text << ['{', '[1', '{"a":}', '{"a" 1}', '1 2', '{} x', 'nul', ']', '}']
    }
}
