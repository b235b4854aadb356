package dev.stave.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** A block of IP addresses, written {@code address/prefix} (RFC 4632). */
record AddressBlock(java.util.List<Byte> network, int prefixBits) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|\\[?[0-9a-fA-F:.]*:[0-9a-fA-F:.]*]?");

    static Optional<AddressBlock> tryParse(String text) {
        int slash = text.indexOf('/');
        Optional<byte[]> address = bytes(text.substring(0, slash));
        String bits = text.substring(slash + 1);
        if (address.isEmpty() || !bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > address.get().length * 8) {
            return Optional.empty();
        }
        return Optional.of(new AddressBlock(boxed(address.get()), Integer.parseInt(bits)));
    }

    /** Whether the text is an address of this block; a name never is, as it is not looked up. */
    boolean holds(String host) {
        Optional<byte[]> address = bytes(host);
        if (address.isEmpty() || address.get().length != network.size()) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address.get()[bit / 8] & mask) != (network.get(bit / 8) & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> bytes(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static java.util.List<Byte> boxed(byte[] bytes) {
        java.util.List<Byte> boxed = new java.util.ArrayList<>();
        for (byte b : bytes) {
            boxed.add(b);
        }
        return java.util.List.copyOf(boxed);
    }
}
