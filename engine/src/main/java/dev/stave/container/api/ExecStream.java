package dev.stave.container.api;

import dev.stave.container.ContainerException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The streams of one command in a container: a call that is taken over by raw bytes in and by frames out (Docker Engine
 * API, "Attach to a container", stream format). docker-java cannot end stdin alone, so the connection is our own.
 */
final class ExecStream implements Closeable {
    private static final int HEADER = 8;
    private static final int STDERR = 2;
    private static final int HEAD_LIMIT = 1 << 16;

    private final Duplex connection;
    private final byte[] header = new byte[HEADER];
    private int left;
    private boolean error;

    private ExecStream(Duplex connection) {
        this.connection = connection;
    }

    /**
     * Starts the command.
     *
     * @param id of the exec
     * @throws ContainerException with the engine's words where it refuses
     */
    static ExecStream start(ApiConnection api, String id) throws IOException {
        Duplex connection = api.connect();
        try {
            byte[] body = Answers.bytes(Map.of("Detach", false, "Tty", false));
            byte[] head = ("POST " + api.root() + "/exec/" + id + "/start HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/json\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            connection.write(head, 0, head.length);
            connection.write(body, 0, body.length);
            String answer = head(connection);
            int status = Integer.parseInt(answer.split(" ", 3)[1]);
            if (status >= 400) {
                throw new ContainerException(message(connection), "", null);
            }
            return new ExecStream(connection);
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Byte by byte, for what follows the empty line is no longer HTTP. */
    private static String head(Duplex connection) throws IOException {
        StringBuilder head = new StringBuilder();
        byte[] one = new byte[1];
        while (head.length() < HEAD_LIMIT && head.indexOf("\r\n\r\n") < 0) {
            if (connection.read(one, 0, 1) < 0) {
                throw new EOFException("the engine closed the connection");
            }
            head.append((char) one[0]);
        }
        return head.toString();
    }

    private static String message(Duplex connection) throws IOException {
        StringBuilder text = new StringBuilder();
        byte[] one = new byte[1];
        while (text.length() < HEAD_LIMIT && text.indexOf("}") < 0 && connection.read(one, 0, 1) > 0) {
            text.append((char) one[0]);
        }
        return Answers.message(text.toString()).orElse(text.toString().strip());
    }

    /** The next bytes that the command printed, of one of its streams; -1 when it has ended. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        while (left == 0) {
            if (!readHeader()) {
                return -1;
            }
        }
        int count = connection.read(bytes, offset, Math.min(length, left));
        if (count < 0) {
            throw new EOFException("the engine broke off in the middle of the output");
        }
        left -= count;
        return count;
    }

    /** Whether what was read last came from stderr. */
    boolean isError() {
        return error;
    }

    private boolean readHeader() throws IOException {
        int got = 0;
        while (got < HEADER) {
            int count = connection.read(header, got, HEADER - got);
            if (count < 0) {
                return false;
            }
            got += count;
        }
        error = header[0] == STDERR;
        left = ByteBuffer.wrap(header).getInt(HEADER - Integer.BYTES);
        return true;
    }

    /** The command's stdin; closing it ends stdin alone. */
    OutputStream stdin() {
        return new OutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                connection.write(bytes, offset, length);
            }

            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void close() throws IOException {
                connection.endOutput();
            }
        };
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
