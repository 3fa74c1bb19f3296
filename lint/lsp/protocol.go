package lsp

// The part of the Language Server Protocol 3.17 that is spoken here
// (https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/).

// point is a place in a text: both numbers count from 0, and Character counts
// units of the encoding that was agreed on.
type point struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// extent is a half-open range of a text.
type extent struct {
	Start point `json:"start"`
	End   point `json:"end"`
}

type location struct {
	URI   string `json:"uri"`
	Range extent `json:"range"`
}

type initializeParams struct {
	RootURI      string   `json:"rootUri"`
	Folders      []folder `json:"workspaceFolders"`
	Capabilities struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			WatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			Edit editCapabilities `json:"workspaceEdit"`
		} `json:"workspace"`
	} `json:"capabilities"`
}

// editCapabilities are what the client can do with a workspaceEdit.
type editCapabilities struct {
	DocumentChanges    bool     `json:"documentChanges"`
	ResourceOperations []string `json:"resourceOperations"`
}

type folder struct {
	URI string `json:"uri"`
}

type foldersParams struct {
	Event struct {
		Added   []folder `json:"added"`
		Removed []folder `json:"removed"`
	} `json:"event"`
}

// documentParams are those of all messages about a document: what a message does
// not have stays empty.
type documentParams struct {
	Document struct {
		URI        string `json:"uri"`
		LanguageID string `json:"languageId"`
		Version    int    `json:"version"`
		Text       string `json:"text"`
	} `json:"textDocument"`
	Changes  []textChange `json:"contentChanges"`
	Position point        `json:"position"`
	Range    extent       `json:"range"`
	Context  struct {
		Only []string `json:"only"`
	} `json:"context"`
}

// textChange puts Text in the place of Range; without Range, of the whole text.
type textChange struct {
	Range *extent `json:"range"`
	Text  string  `json:"text"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

type diagnostic struct {
	Range       extent    `json:"range"`
	Severity    int       `json:"severity"` // 1 error, 2 warning, 3 information
	Code        string    `json:"code,omitempty"`
	Description *href     `json:"codeDescription,omitempty"`
	Source      string    `json:"source"`
	Message     string    `json:"message"`
	Related     []related `json:"relatedInformation,omitempty"`
}

type href struct {
	Href string `json:"href"`
}

type related struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type hover struct {
	Contents markup `json:"contents"`
	Range    extent `json:"range"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// The kinds of symbols that are used.
const (
	kindClass     = 5  // the posting
	kindNamespace = 3  // a zone
	kindEvent     = 24 // a duty
)

type symbol struct {
	Name      string   `json:"name"`
	Detail    string   `json:"detail,omitempty"`
	Kind      int      `json:"kind"`
	Range     extent   `json:"range"`
	Selection extent   `json:"selectionRange"`
	Children  []symbol `json:"children,omitempty"`
}

// The kinds of code actions that are offered.
const (
	quickFix = "quickfix"
	extract  = "refactor.extract"
)

type codeAction struct {
	Title       string         `json:"title"`
	Kind        string         `json:"kind"`
	Diagnostics []diagnostic   `json:"diagnostics,omitempty"`
	Edit        *workspaceEdit `json:"edit"`
}

// workspaceEdit has its edits in DocumentChanges where the client knows these,
// else in Changes.
type workspaceEdit struct {
	Changes         map[string][]textEdit `json:"changes,omitempty"`
	DocumentChanges []any                 `json:"documentChanges,omitempty"` // documentEdit or createFile
}

type documentEdit struct {
	Document versioned  `json:"textDocument"`
	Edits    []textEdit `json:"edits"`
}

type versioned struct {
	URI     string `json:"uri"`
	Version *int   `json:"version"` // null: of a file that is not open
}

type createFile struct {
	Kind string `json:"kind"` // "create"
	URI  string `json:"uri"`
}

type textEdit struct {
	Range   extent `json:"range"`
	NewText string `json:"newText"`
}

// object is JSON that is written down where it is sent.
type object map[string]any
