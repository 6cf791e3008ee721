package io.evently.bench.cost;

/** The two kinds of sockets that a node serves to browsers, as far as a listener of alerts speaks them. */
enum SocketKind {
    BRIDGE("/eventbus/websocket", "", "{\"type\":\"register\",\"address\":\"system.alerts\",\"headers\":{}}", ""),
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket", "0{", "40/notifications,", "40/notifications,");

    private final String path;
    private final String greeting;
    private final String wish;
    private final String answer;

    /**
     * One kind.
     *
     * @param greeting how the server's first frame begins; empty: it says nothing by itself
     * @param wish what the client sends then
     * @param answer how the server's answer to that begins; empty: there is none
     */
    SocketKind(String path, String greeting, String wish, String answer) {
        this.path = path;
        this.greeting = greeting;
        this.wish = wish;
        this.answer = answer;
    }

    String path() {
        return path;
    }

    String greeting() {
        return greeting;
    }

    String wish() {
        return wish;
    }

    String answer() {
        return answer;
    }
}
