package dev.stave.container.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the fields of a protobuf message (protobuf.dev, "Encoding") without knowing its schema. */
final class Protobuf {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int FIXED32 = 5;

    private final byte[] data;
    private int position;
    private int field;
    private byte[] value = new byte[0];

    Protobuf(byte[] data) {
        this.data = data;
    }

    /** Goes to the next field; false at the end, and where the rest is no protobuf. */
    boolean next() {
        if (position >= data.length) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        int from = position;
        switch ((int) (tag & 7)) {
            case VARINT -> varint();
            case FIXED64 -> position += 8;
            case FIXED32 -> position += 4;
            case LENGTH -> {
                long length = varint();
                from = position;
                position = (int) Math.min(data.length, position + Math.max(0, length));
            }
            default -> position = data.length;
        }
        position = Math.min(position, data.length);
        value = Arrays.copyOfRange(data, Math.min(from, position), position);
        return true;
    }

    int field() {
        return field;
    }

    byte[] bytes() {
        return value;
    }

    String text() {
        return new String(value, StandardCharsets.UTF_8);
    }

    Protobuf message() {
        return new Protobuf(value);
    }

    private long varint() {
        long result = 0;
        for (int shift = 0; shift < 64 && position < data.length; shift += 7) {
            byte b = data[position++];
            result |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                break;
            }
        }
        return result;
    }
}
