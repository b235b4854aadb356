package dev.stave.container.api;

import com.github.dockerjava.core.LocalDirectorySSLConfig;
import dev.stave.container.ContainerException;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A connection that is read and written at the same time, and whose own direction can be ended alone. */
interface Duplex extends Closeable {
    /** -1 at the end. */
    int read(byte[] bytes, int offset, int length) throws IOException;

    void write(byte[] bytes, int offset, int length) throws IOException;

    /** The other side sees the end of what is written, and may go on writing. */
    void endOutput() throws IOException;

    static Duplex open(Endpoint endpoint) throws IOException {
        URI address = endpoint.address();
        Path certificates = endpoint.certificates();
        if ("unix".equals(address.getScheme())) {
            return plain(UnixDomainSocketAddress.of(address.getPath()));
        }
        if (address.getHost() == null || address.getPort() < 0) {
            throw new ContainerException(
                    "no stream can be opened to " + endpoint, "write unix:///PATH or tcp://HOST:PORT", null);
        }
        return certificates == null
                ? plain(new InetSocketAddress(address.getHost(), address.getPort()))
                : encrypted(new LocalDirectorySSLConfig(certificates.toString())
                        .getSSLContext()
                        .getSocketFactory()
                        .createSocket(address.getHost(), address.getPort()));
    }

    private static Duplex plain(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        return new Duplex() {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(bytes, offset, length));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }

            @Override
            public void endOutput() throws IOException {
                channel.shutdownOutput();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    private static Duplex encrypted(Socket socket) {
        return new Duplex() {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return socket.getInputStream().read(bytes, offset, length);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                socket.getOutputStream().write(bytes, offset, length);
            }

            @Override
            public void endOutput() throws IOException {
                socket.shutdownOutput();
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        };
    }
}
