/** What a browser shows for a bot that is not there. It loads nothing and runs nothing. */
export const notFoundPage = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>Not found</title></head>
<body><main><h1>This assistant is not available</h1><p>The address may be wrong, or the assistant is offline at the moment.</p></main></body>
</html>
`;
