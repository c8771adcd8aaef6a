package io.feedmill.producer.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A server on a raw socket of this machine, which can therefore do what no well-behaved one would. */
public final class Server implements AutoCloseable {

    public interface Behaviour {
        /** @param request the request line and the headers */
        void answer(List<String> request, OutputStream out) throws Exception;
    }

    /** Says nothing, for as long as the client waits. */
    public static final Behaviour SILENT = (request, out) -> new CountDownLatch(1).await();

    private final ServerSocket socket;
    public final List<List<String>> requests = new CopyOnWriteArrayList<>();

    public Server(Behaviour behaviour) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        Thread acceptor = new Thread(() -> accept(behaviour));
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private void accept(Behaviour behaviour) {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread thread = new Thread(() -> serve(connection, behaviour));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, Behaviour behaviour) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> request = in.lines().takeWhile(line -> !line.isEmpty()).toList();
            requests.add(request);
            behaviour.answer(request, connection.getOutputStream());
            connection.getOutputStream().flush();
        } catch (Exception e) {
            // The client has had enough.
        }
    }

    public static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer with a body of its true length. */
    public static void send(OutputStream out, String head, byte[] body) throws IOException {
        send(out, head + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        out.write(body);
    }

    public int port() {
        return socket.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
