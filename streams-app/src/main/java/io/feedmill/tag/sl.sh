cd /tmp/fasttag; ./s java -XX:+UseSerialGC -Drounds=${R:-250} -cp $(cat cpb2.txt) io.feedmill.streams.StageLoop jsoup ${@:-identify tag sketch revise assemble encode}
