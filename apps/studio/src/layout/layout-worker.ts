// Answers the messages of elk-api: the module itself listens, when it finds that it runs in a worker.
import 'elkjs/lib/elk-worker.min.js';
